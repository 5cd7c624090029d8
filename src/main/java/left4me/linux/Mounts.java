package left4me.linux;

/** Puts mounts into the file tree and takes them out of it. */
public final class Mounts {

  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int OPEN_TREE_CLONE = 1;
  private static final long MOUNT_ATTR_IDMAP = 0x100000;
  private static final int MOVE_MOUNT_F_EMPTY_PATH = 0x04;
  private static final int MOVE_MOUNT_T_EMPTY_PATH = 0x40;
  private static final int UMOUNT_NOFOLLOW = 8;

  private static final int MS_NOSUID = 2;
  private static final int MS_NODEV = 4;
  private static final int MS_REC = 0x4000;
  private static final int MS_PRIVATE = 0x40000;

  /** A page, of the smallest that an architecture has, and a NUL at its end. */
  private static final int LONGEST_OPTIONS = 4095;

  private Mounts() {}

  /**
   * Makes a mount of a directory that is nowhere, and that vanishes when closed: {@code
   * open_tree(2)}, Linux 5.2. What is mounted below the directory is not in it.
   *
   * @return the root of the mount
   * @throws LinuxException if the kernel refuses
   */
  public static Descriptor detachedClone(Descriptor directory) throws LinuxException {
    try (Memory memory = Memory.open()) {
      long opened =
          Kernel.require(
              SystemCall.OPEN_TREE,
              directory.subject(),
              directory.number(),
              memory.text(""),
              AT_EMPTY_PATH | OPEN_TREE_CLONE | OpenHow.CLOEXEC);
      return new Descriptor((int) opened, directory.subject());
    }
  }

  /**
   * Has the files of a mount appear to belong to other users: {@code mount_setattr(2)}, Linux 5.12.
   *
   * @param mount the root of a mount that is nowhere yet
   * @param users which users' files appear as whose
   * @throws LinuxException if the kernel refuses: EINVAL if the file system does not know this
   */
  public static void mapUsers(Descriptor mount, UserNamespace users) throws LinuxException {
    setAttributes(mount, MOUNT_ATTR_IDMAP, 0, users.number());
  }

  /**
   * Has neither this mount nor another hear of what is mounted in the other: a clone would.
   *
   * @param mount the root of a mount
   * @throws LinuxException if the kernel refuses
   */
  public static void keepPrivate(Descriptor mount) throws LinuxException {
    setAttributes(mount, 0, MS_PRIVATE, 0);
  }

  private static void setAttributes(Descriptor mount, long set, long propagation, long users)
      throws LinuxException {
    try (Memory memory = Memory.open()) {
      // struct mount_attr of linux/mount.h: attr_set, attr_clr, propagation, userns_fd
      long attributes = memory.longs(set, 0, propagation, users);
      Kernel.require(
          SystemCall.MOUNT_SETATTR,
          mount.subject(),
          mount.number(),
          memory.text(""),
          AT_EMPTY_PATH,
          attributes,
          4 * Long.BYTES);
    }
  }

  /** The same for all that is mounted at a path or below it. */
  static void keepPrivateBelow(String path) throws LinuxException {
    try (Memory memory = Memory.open()) {
      Kernel.require(SystemCall.MOUNT, path, 0, memory.text(path), 0, MS_REC | MS_PRIVATE, 0);
    }
  }

  /**
   * Attaches a mount: {@code move_mount(2)}, Linux 5.2.
   *
   * @param mount the root of a mount that is nowhere yet
   * @param target the directory to cover
   * @throws LinuxException if the kernel refuses
   */
  public static void attach(Descriptor mount, Descriptor target) throws LinuxException {
    try (Memory memory = Memory.open()) {
      long empty = memory.text("");
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
    try (Memory memory = Memory.open()) {
      Kernel.require(
          SystemCall.MOUNT,
          target.subject(),
          memory.text(source),
          memory.text(target.procPath()),
          memory.text(type),
          MS_NOSUID | MS_NODEV,
          memory.text(options));
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
    try (Memory memory = Memory.open()) {
      Kernel.require(
          SystemCall.UMOUNT2,
          directory.subject() + "/" + path,
          memory.text(directory.procPath() + "/" + path),
          UMOUNT_NOFOLLOW);
    }
  }
}
