package left4me.overlay;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.FilesystemContext;
import left4me.linux.LinuxException;

/**
 * How the kernel is given the folders of an overlay. Each way pins the open folders themselves, and
 * takes as many as the kernel stacks.
 */
enum MountWay {

  /** Each folder as a descriptor: Linux 6.13. */
  DESCRIPTORS,

  /** Each folder as a text, the name that {@code proc(5)} has for it: Linux 6.8. */
  NAMES,

  /**
   * All such names in one page of options, which is what {@code mount(2)} has always taken; from
   * the folder that they are in, so that they are short.
   */
  PAGE;

  private static final List<Errno> UNKNOWN = List.of(Errno.EINVAL, Errno.EBADF, Errno.EOPNOTSUPP);

  /** The setting that adds one layer below those that were added before. */
  static final String ADD_LAYER = "lowerdir+";

  /**
   * The best way that this kernel knows. It is asked, as distributions port features to versions
   * that did not have them.
   *
   * @param folder any open folder
   * @throws LinuxException if the kernel has no overlay, or no memory
   */
  static MountWay probe(Descriptor folder) throws LinuxException {
    if (takesDescriptor(folder)) {
      return DESCRIPTORS;
    }
    return takesName(folder) ? NAMES : PAGE;
  }

  private static boolean takesDescriptor(Descriptor folder) throws LinuxException {
    try (FilesystemContext overlay = FilesystemContext.open("overlay")) {
      overlay.set(ADD_LAYER, folder);
      return true;
    } catch (LinuxException e) {
      rethrowUnlessUnknown(e);
      return false;
    }
  }

  /**
   * A context of before Linux 6.5 takes any text and complains at the end, so one that takes what
   * does not exist says nothing by taking the layer.
   */
  private static boolean takesName(Descriptor folder) throws LinuxException {
    try (FilesystemContext overlay = FilesystemContext.open("overlay")) {
      overlay.set("left4me-no-such-setting", "x");
      return false;
    } catch (LinuxException e) {
      rethrowUnlessUnknown(e);
    }
    try (FilesystemContext overlay = FilesystemContext.open("overlay")) {
      overlay.set(ADD_LAYER, folder.procPath());
      return true;
    } catch (LinuxException e) {
      rethrowUnlessUnknown(e);
      return false;
    }
  }

  /**
   * What kernels say that do not know it. EINVAL: no such setting, or not of that kind. EBADF: no
   * descriptor of a mere place. EOPNOTSUPP: no descriptors at all, before Linux 6.5.
   */
  private static void rethrowUnlessUnknown(LinuxException e) throws LinuxException {
    if (!UNKNOWN.contains(e.errno())) {
      throw e;
    }
  }

  /** The way with that name, in lower case. */
  static Optional<MountWay> named(String name) {
    for (MountWay way : values()) {
      if (way.toString().equals(name)) {
        return Optional.of(way);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
