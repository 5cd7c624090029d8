package left4me.linux;

import java.lang.foreign.Arena;

/** Puts mounts into the file tree and takes them out of it. */
public final class Mounts {

  private static final int MOVE_MOUNT_F_EMPTY_PATH = 0x04;
  private static final int MOVE_MOUNT_T_EMPTY_PATH = 0x40;
  private static final int UMOUNT_NOFOLLOW = 8;

  private static final int MS_NOSUID = 2;
  private static final int MS_NODEV = 4;

  /** A page, of the smallest that an architecture has, and a NUL at its end. */
  public static final int LONGEST_OPTIONS = 4095;

  private Mounts() {}

  /**
   * Attaches a mount: {@code move_mount(2)}, Linux 5.2.
   *
   * @param mount the root of a mount that is nowhere yet
   * @param target the directory to cover
   * @throws LinuxException if the kernel refuses
   */
  public static void attach(Descriptor mount, Descriptor target) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      long empty = Kernel.text(arena, "").address();
      Kernel.require(
          SystemCall.MOVE_MOUNT,
          target.subject(),
          mount.number(),
          empty,
          target.number(),
          empty,
          MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH);
    }
  }

  /**
   * Mounts by a string of options: {@code mount(2)}. It honours neither set-user-ID bits nor device
   * files.
   *
   * @param source what the mount table is to show as mounted
   * @param target the directory to cover
   * @param type the kernel's name for the file system
   * @param options the file system's own, at most a page with the NUL behind them: what is longer
   *     the kernel would cut
   * @throws LinuxException if the kernel refuses
   */
  public static void mount(String source, Descriptor target, String type, String options)
      throws LinuxException {
    if (options.length() > LONGEST_OPTIONS) {
      throw new LinuxException("mount", target.subject(), Errno.E2BIG);
    }
    try (Arena arena = Arena.ofConfined()) {
      Kernel.require(
          SystemCall.MOUNT,
          target.subject(),
          Kernel.text(arena, source).address(),
          Kernel.text(arena, target.procPath()).address(),
          Kernel.text(arena, type).address(),
          MS_NOSUID | MS_NODEV,
          Kernel.text(arena, options).address());
    }
  }

  /**
   * Unmounts, at once or not at all: {@code umount2(2)}.
   *
   * @param directory the directory that the mount point is in
   * @param path the mount point's path from there; where it ends, no link is followed
   * @throws LinuxException if the kernel refuses: EBUSY if it is in use, EINVAL if nothing is
   *     mounted there
   */
  public static void unmount(Descriptor directory, String path) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.require(
          SystemCall.UMOUNT2,
          directory.subject() + "/" + path,
          Kernel.text(arena, directory.procPath() + "/" + path).address(),
          UMOUNT_NOFOLLOW);
    }
  }
}
