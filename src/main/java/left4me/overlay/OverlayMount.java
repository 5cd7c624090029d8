package left4me.overlay;

import java.io.IOException;
import java.util.Optional;
import left4me.instance.InstanceFolders;
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
    long id;
    Optional<String> fault;
    try (FilesystemContext overlay = FilesystemContext.open("overlay");
        Descriptor mount = create(overlay, layers, upper, work)) {
      id = mount.status().mountId();
      Mounts.attach(mount, merged);
      fault = faultOf(tree, mount, id);
    } catch (LinuxException e) {
      throw refusedByKernel(tree, layers, e);
    }
    if (fault.isPresent()) {
      undo(merged, id, fault.get());
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

  /**
   * What is wrong with the attached mount, in a sentence. The folders are what was checked, whoever
   * moved them since; but only where they belong will the instance find its tree, and umount the
   * mount.
   */
  private static Optional<String> faultOf(InstanceTree tree, Descriptor mount, long id) {
    try {
      String location = mount.location();
      if (!location.equals(tree.locationOf(InstanceFolders.MERGED))) {
        return Optional.of("merged was moved to " + location + " while it was being mounted");
      }
      if (!Occupant.isOurs(tree, id)) {
        return Optional.of(
            "upper, work or " + location + " was moved or covered while it was being mounted");
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the new mount cannot be found: " + e.getMessage());
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
  private static void undo(Descriptor merged, long id, String fault)
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
            fault + "; it was moved on again and is still mounted: find it and unmount it by hand");
      }
      Mounts.unmount(parent, name);
    }
  }
}
