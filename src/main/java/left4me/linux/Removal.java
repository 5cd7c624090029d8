package left4me.linux;

/** Removes names from directories: {@code unlinkat(2)}. */
public final class Removal {

  private static final int AT_REMOVEDIR = 0x200;

  private Removal() {}

  /**
   * Removes a file that is no directory; of a link, the link.
   *
   * @throws LinuxException if the kernel refuses: EISDIR for a directory
   */
  public static void file(Descriptor directory, String name) throws LinuxException {
    unlink(directory, name, 0);
  }

  /**
   * Removes an empty directory.
   *
   * @throws LinuxException if the kernel refuses: ENOTEMPTY, ENOTDIR
   */
  public static void emptyDirectory(Descriptor directory, String name) throws LinuxException {
    unlink(directory, name, AT_REMOVEDIR);
  }

  private static void unlink(Descriptor directory, String name, int flags) throws LinuxException {
    if (name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not one name: " + name);
    }
    try (Memory memory = Memory.open()) {
      Kernel.require(
          SystemCall.UNLINKAT,
          directory.subject() + "/" + name,
          directory.number(),
          memory.text(name),
          flags);
    }
  }
}
