package left4me.overlay;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import left4me.instance.InstanceFolders;
import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.LinuxException;
import left4me.linux.Mounts;

/** Mounts an instance's overlay, and takes it back if it came to be at the wrong place. */
final class OverlayMount {

  private OverlayMount() {}

  /**
   * Mounts it.
   *
   * @param tree the instance
   * @param folders what it is made of
   * @param merged the folder to cover, not yet a mount point
   * @param way how the kernel is given the folders
   * @param notes is told what the server will not be able to do
   * @throws Refusal if the kernel refuses, or somebody moved a folder away; nothing is mounted
   */
  static void mount(
      InstanceTree tree,
      OverlayFolders folders,
      Descriptor merged,
      MountWay way,
      List<String> notes)
      throws Refusal, IOException {
    Descriptor upper = folders.upper();
    Descriptor work = folders.work();
    OverlayIdentity identity = OverlayIdentity.of(tree, upper, work);
    // The kernel would empty what is there, two folders deep and whoever's it is.
    WorkLeftover.remove(work);
    try {
      if (OwnersView.isNeeded(tree, folders)) {
        try (OwnersView view = OwnersView.of(tree, folders, notes);
            Descriptor overlay = HiddenMount.of(identity.source(), view, folders, way)) {
          Mounts.attach(overlay, merged);
        }
      } else {
        new Overlay(identity.source(), folders.layers().folders(), upper, work).mount(merged, way);
      }
    } catch (LinuxException e) {
      // The kernel makes its folder in work before it looks at the layers.
      WorkLeftover.remove(work);
      throw refusedByKernel(tree, folders.layers(), e);
    }
    Placement placement = new Placement(tree, merged, identity);
    Optional<String> fault = placement.faultOf(upper, work);
    if (fault.isPresent()) {
      placement.undo(fault.get());
      WorkLeftover.remove(work);
      throw new Refusal(fault.get() + "; it was unmounted again");
    }
  }

  private static Refusal refusedByKernel(InstanceTree tree, Layers layers, LinuxException e) {
    String merged = tree.locationOf(InstanceFolders.MERGED);
    Optional<String> overlap =
        e.errno().equals(Errno.ELOOP) ? layers.firstOverlap() : Optional.empty();
    return new Refusal(
        "the kernel does not mount "
            + merged
            + ": "
            + (overlap.isPresent()
                ? "layers must not overlap, and " + overlap.get()
                : e.getMessage()),
        e);
  }
}
