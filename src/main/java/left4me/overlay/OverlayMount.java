package left4me.overlay;

import java.io.IOException;
import java.util.Optional;
import left4me.instance.InstanceFolders;
import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.FilesystemContext;
import left4me.linux.LinuxException;
import left4me.linux.Mounts;

/**
 * Mounts an overlay from open folders onto an open folder.
 *
 * <p>The kernel's {@code Documentation/filesystems/overlayfs.rst} has the settings. Each that a
 * distribution may have set otherwise is given, so that an upper layer means the same on every
 * host.
 */
final class OverlayMount {

  private OverlayMount() {}

  /**
   * Mounts it.
   *
   * @param tree the instance
   * @param layers the lower layers
   * @param upper the writable layer
   * @param work the kernel's scratch folder
   * @param merged the folder to cover, not yet a mount point
   * @throws Refusal if the kernel refuses, or somebody moved a folder away; nothing is mounted
   */
  static void mount(
      InstanceTree tree, Layers layers, Descriptor upper, Descriptor work, Descriptor merged)
      throws Refusal, IOException {
    Placement placement;
    Optional<String> fault;
    try (FilesystemContext overlay = FilesystemContext.open("overlay");
        Descriptor mount = create(overlay, layers, upper, work)) {
      placement = new Placement(tree, merged, mount.status().mountId());
      Mounts.attach(mount, merged);
      fault = placement.faultOf(mount);
    } catch (LinuxException e) {
      // The kernel makes its folder in work before it looks at the layers.
      WorkLeftover.remove(work);
      throw refusedByKernel(tree, layers, e);
    }
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

  private static Descriptor create(
      FilesystemContext overlay, Layers layers, Descriptor upper, Descriptor work)
      throws Refusal, LinuxException {
    overlay.set("source", "overlay");
    overlay.set("index", "off");
    overlay.set("metacopy", "off");
    overlay.set("redirect_dir", "nofollow");
    overlay.set("xino", "off");
    for (Descriptor layer : layers.folders()) {
      addLayer(overlay, layer);
    }
    overlay.set("upperdir", upper);
    overlay.set("workdir", work);
    return overlay.mount();
  }

  private static void addLayer(FilesystemContext overlay, Descriptor layer)
      throws Refusal, LinuxException {
    try {
      overlay.set("lowerdir+", layer);
    } catch (LinuxException e) {
      // What kernels say that want a string, or that take no O_PATH descriptor.
      boolean unknown = e.errno().equals(Errno.EINVAL) || e.errno().equals(Errno.EBADF);
      if (unknown && e.explanation().isEmpty()) {
        throw new Refusal(
            "this kernel does not take overlay layers by descriptor ("
                + e.errno()
                + ");"
                + " Linux 6.13 or later does",
            e);
      }
      throw e;
    }
  }
}
