package left4me.linux;

/**
 * How to open a file: {@code struct open_how} of {@code openat2(2)}, {@code linux/openat2.h}, Linux
 * 5.6.
 *
 * <p>No way here but that to a namespace follows {@code /proc}'s magic links: {@code
 * /proc/PID/root} leads into another process's mount namespace, where any user may arrange folders
 * to have the path that a check expects.
 */
public enum OpenHow {

  /** A place in the file tree, any links followed; it cannot be read through. */
  FOLDER_ANYWHERE(Flag.PATH | Flag.DIRECTORY, Flag.NO_MAGICLINKS),

  /** A place below the given directory, reached without any link. */
  FOLDER(Flag.PATH | Flag.DIRECTORY, Flag.WITHOUT_LINKS),

  /** As {@link #FOLDER}, whatever it is. */
  PLACE(Flag.PATH, Flag.WITHOUT_LINKS),

  /** As {@link #FOLDER}, and on the same mount as the given directory. */
  FOLDER_SAME_MOUNT(Flag.PATH | Flag.DIRECTORY, Flag.WITHOUT_LINKS | Flag.NO_XDEV),

  /** As {@link #FOLDER_SAME_MOUNT}, to list what is in it. */
  LISTING(Flag.READ_ONLY | Flag.DIRECTORY, Flag.WITHOUT_LINKS | Flag.NO_XDEV),

  /**
   * Something below the given directory to read, reached without any link. It need not be a regular
   * file; opening does not wait, whatever it is.
   */
  FILE(Flag.READ_ONLY | Flag.NONBLOCK | Flag.NOCTTY, Flag.WITHOUT_LINKS),

  /** As {@link #FILE}, and on the same mount as the given directory. */
  FILE_SAME_MOUNT(Flag.READ_ONLY | Flag.NONBLOCK | Flag.NOCTTY, Flag.WITHOUT_LINKS | Flag.NO_XDEV),

  /** A file of its owner's that is not there yet, nor a link in its place. */
  NEW_FILE(
      Flag.WRITE_ONLY | Flag.CREATE | Flag.EXCLUSIVE | Flag.NOFOLLOW,
      Flag.WITHOUT_LINKS | Flag.NO_XDEV,
      0640),

  /**
   * A file to lock, on the same mount as the given directory, which is made if it is not there;
   * opening does not wait, whatever it is.
   */
  LOCK_FILE(
      Flag.READ_WRITE | Flag.CREATE | Flag.NOFOLLOW | Flag.NONBLOCK | Flag.NOCTTY,
      Flag.WITHOUT_LINKS | Flag.NO_XDEV,
      0640),

  /** One of {@code /proc}'s files to write. */
  PROC_WRITE(Flag.WRITE_ONLY, Flag.WITHOUT_LINKS),

  /** A namespace, by one of {@code /proc}'s links: {@code namespaces(7)}. */
  NAMESPACE(Flag.READ_ONLY, 0);

  /** Closed when another program is started. */
  static final long CLOEXEC = Flag.CLOEXEC;

  /** The size of the struct: flags, mode and resolve. */
  static final long SIZE = 3 * Long.BYTES;

  private final long flags;
  private final long resolve;
  private final long mode;

  OpenHow(long flags, long resolve) {
    this(flags, resolve, 0);
  }

  OpenHow(long flags, long resolve, long mode) {
    this.flags = flags | Flag.CLOEXEC;
    this.resolve = resolve;
    this.mode = mode;
  }

  /** Where the struct is. The kernel only reads it, so it is written once. */
  @SuppressWarnings("EnumOrdinal") // as values() has them, in this process
  long address() {
    return Structs.ALL.address() + ordinal() * SIZE;
  }

  private static final class Structs {
    private static final Piece ALL = all();

    private static Piece all() {
      OpenHow[] ways = values();
      Piece all = Piece.own((int) (ways.length * SIZE));
      for (int i = 0; i < ways.length; i++) {
        int struct = (int) (i * SIZE);
        all.putLong(struct, ways[i].flags);
        all.putLong(struct + Long.BYTES, ways[i].mode);
        all.putLong(struct + 2 * Long.BYTES, ways[i].resolve);
      }
      return all;
    }
  }

  /** {@code asm-generic/fcntl.h}, and from {@code RESOLVE_} on {@code linux/openat2.h}. */
  private static final class Flag {
    static final long READ_ONLY = 0;
    static final long WRITE_ONLY = 01;
    static final long READ_WRITE = 02;
    static final long CREATE = 0100;
    static final long EXCLUSIVE = 0200;
    static final long NOFOLLOW = Architecture.CURRENT.openNoFollow;
    static final long NOCTTY = 0400;
    static final long NONBLOCK = 04000;
    static final long CLOEXEC = 02000000;
    static final long PATH = 010000000;
    static final long DIRECTORY = Architecture.CURRENT.openDirectory;

    static final long NO_XDEV = 0x01;
    static final long NO_MAGICLINKS = 0x02;
    static final long NO_SYMLINKS = 0x04;
    static final long BENEATH = 0x08;
    static final long WITHOUT_LINKS = BENEATH | NO_SYMLINKS | NO_MAGICLINKS;
  }
}
