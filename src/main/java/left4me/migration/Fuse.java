package left4me.migration;

import java.io.IOException;
import java.util.Optional;
import left4me.instance.MountTable;
import left4me.instance.MountTable.Mount;
import left4me.linux.Descriptor;
import left4me.overlay.Refusal;

/**
 * Keeps root from asking a file system in user space anything. It may be left4me's, and never
 * answer, and whoever waits for it cannot even be killed. No instance works on one: the kernel's
 * overlay takes no upper from it.
 */
final class Fuse {

  private Fuse() {}

  static boolean isType(String type) {
    return type.equals("fuse")
        || type.startsWith("fuse.")
        || type.equals("fuseblk")
        || type.startsWith("fuseblk.");
  }

  /**
   * Refuses a folder that is on one, without asking it.
   *
   * @param folder opened as a place alone, which has asked it nothing either
   * @throws Refusal if it is; with what to unmount
   */
  static void refuse(Descriptor folder) throws Refusal, IOException {
    Optional<Mount> mount = MountTable.ofThisProcess().byId(folder.mountId());
    if (mount.isEmpty()) {
      // It may be FUSE, and be asked all the same.
      throw new Refusal(folder.subject() + " is on what was unmounted meanwhile; start this again");
    }
    if (isType(mount.get().type())) {
      throw new Refusal(
          folder.subject()
              + " is on FUSE, which may never answer; umount "
              + mount.get().mountPoint());
    }
  }

  /**
   * Refuses a mount if the way to it leads through one.
   *
   * @param mount of any kind
   * @param table all mounts
   * @throws Refusal if it does; with what to unmount
   */
  static void refuseWayTo(Mount mount, MountTable table) throws Refusal {
    Mount child = mount;
    Optional<Mount> parent = table.byId(mount.parent());
    while (parent.isPresent() && !parent.get().mountPoint().equals("/")) {
      Mount above = parent.get();
      // What is stacked on the same place is reached without going into what is beneath.
      if (isType(above.type()) && !above.mountPoint().equals(child.mountPoint())) {
        throw new Refusal(
            mount.mountPoint()
                + " is mounted inside of FUSE, which may never answer; umount it, or if that does not"
                + " end, umount --lazy "
                + above.mountPoint());
      }
      child = above;
      parent = table.byId(above.parent());
    }
  }
}
