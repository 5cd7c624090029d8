package left4me.overlay;

import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.FilesystemContext;
import left4me.linux.LinuxException;
import left4me.linux.Mounts;
import left4me.linux.OpenHow;

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
   * @param layers the lower layers
   * @param upper the writable layer
   * @param work the kernel's scratch folder
   * @param merged the folder to cover, not yet a mount point
   * @param expected where that has to be, once mounted
   * @throws Refusal if the kernel refuses, or somebody moved the folder away; nothing is mounted
   */
  static void mount(
      Layers layers, Descriptor upper, Descriptor work, Descriptor merged, String expected)
      throws Refusal, LinuxException {
    long id;
    String location;
    try (FilesystemContext overlay = FilesystemContext.open("overlay");
        Descriptor mount = create(overlay, layers, upper, work)) {
      id = mount.status().mountId();
      Mounts.attach(mount, merged);
      location = mount.location();
    } catch (LinuxException e) {
      throw new Refusal("the kernel does not mount " + expected + ": " + e.getMessage(), e);
    }
    if (!location.equals(expected)) {
      undo(merged, id, location);
      throw new Refusal(
          expected + " was moved away, to " + location + ", while it was being mounted; undone");
    }
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

  /**
   * Unmounts what was mounted at the wrong place. Its name there is found from the covered folder,
   * which is still open, and it is unmounted only if that mount is the one made here.
   */
  private static void undo(Descriptor merged, long id, String location)
      throws Refusal, LinuxException {
    String covered = merged.location();
    String name = covered.substring(covered.lastIndexOf('/') + 1);
    try (Descriptor parent = merged.open("..", OpenHow.FOLDER_ANYWHERE)) {
      long found;
      try (Descriptor mounted = parent.open(name, OpenHow.FOLDER)) {
        found = mounted.status().mountId();
      }
      if (found != id) {
        throw new Refusal(
            "an overlay was mounted at " + location + " and moved on; find and unmount it by hand");
      }
      Mounts.unmount(parent, name);
    }
  }
}
