package left4me.overlay;

import java.io.IOException;
import java.util.Optional;
import left4me.instance.InstanceFolders;
import left4me.instance.MountTable;
import left4me.instance.MountTable.Mount;
import left4me.linux.Descriptor;

/** What is mounted at an instance's {@code merged}. */
enum Occupant {
  /** Nothing. */
  NOTHING,
  /** The overlay of this very instance. */
  OURS,
  /** Something else. */
  FOREIGN;

  /**
   * Looks at the open folder, so that no other mount of that name is meant.
   *
   * @param tree the instance
   * @param merged its folder, opened across whatever is mounted there
   */
  static Occupant of(InstanceTree tree, Descriptor merged) throws IOException {
    long id = merged.status().mountId();
    if (id == tree.runtime().status().mountId()) {
      return NOTHING;
    }
    return isOurs(tree, id) ? OURS : FOREIGN;
  }

  /**
   * Whether a mount is the instance's own, directly on the file system that its folders are on. The
   * kernel tells an overlay's folders as they were called when it was mounted.
   *
   * @param tree the instance
   * @param id the mount
   */
  static boolean isOurs(InstanceTree tree, long id) throws IOException {
    Optional<Mount> found = MountTable.ofThisProcess().byId(id);
    if (found.isEmpty()) {
      return false;
    }
    Mount mount = found.get();
    return mount.root().equals("/")
        && mount.parent() == tree.runtime().status().mountId()
        && isOn(mount, tree, "upperdir", InstanceFolders.UPPER)
        && isOn(mount, tree, "workdir", InstanceFolders.WORK);
  }

  /**
   * An overlay, wherever it is mounted, that has this instance's upper or work. Two at a time are
   * undefined to the kernel, and yet it permits them.
   *
   * @param tree the instance
   */
  static Optional<Mount> userOf(InstanceTree tree) throws IOException {
    for (Mount mount : MountTable.ofThisProcess().mounts()) {
      if (isOn(mount, tree, "upperdir", InstanceFolders.UPPER)
          || isOn(mount, tree, "workdir", InstanceFolders.WORK)) {
        return Optional.of(mount);
      }
    }
    return Optional.empty();
  }

  private static boolean isOn(Mount mount, InstanceTree tree, String option, String folder) {
    return mount.type().equals("overlay")
        && mount.option(option).equals(Optional.of(tree.locationOf(folder)));
  }
}
