package left4me.linux;

/** Makes and moves the names in directories; {@link Removal} removes them. */
public final class Entries {

  private Entries() {}

  /**
   * Makes an empty directory: {@code mkdirat(2)}.
   *
   * @param mode its permissions, less those of the process's umask
   * @throws LinuxException if the kernel refuses: EEXIST if there is anything of that name, be it a
   *     link that leads nowhere
   */
  public static void makeDirectory(Descriptor directory, String name, int mode)
      throws LinuxException {
    requireName(name);
    try (Memory memory = Memory.open()) {
      Kernel.require(
          SystemCall.MKDIRAT,
          directory.subject() + "/" + name,
          directory.number(),
          memory.text(name),
          mode);
    }
  }

  /**
   * Moves whatever has a name to another directory of the same file system, a link itself and not
   * where it leads: {@code renameat2(2)}.
   *
   * @throws LinuxException if the kernel refuses: EXDEV for what is on another mount, EBUSY for a
   *     mount point
   */
  public static void move(Descriptor from, String name, Descriptor to, String newName)
      throws LinuxException {
    requireName(name);
    requireName(newName);
    try (Memory memory = Memory.open()) {
      Kernel.require(
          SystemCall.RENAMEAT2,
          from.subject() + "/" + name,
          from.number(),
          memory.text(name),
          to.number(),
          memory.text(newName),
          0);
    }
  }

  private static void requireName(String name) {
    if (name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not one name: " + name);
    }
  }
}
