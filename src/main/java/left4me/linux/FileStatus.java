package left4me.linux;

/**
 * What a file is and where it is mounted: {@code struct statx} of {@code statx(2)}, {@code
 * linux/stat.h}. Each number is taken out of the struct when it is asked for: of many files one or
 * two are.
 */
public final class FileStatus {

  private static final int AT_EMPTY_PATH = 0x1000;
  private static final long STATX_BASIC_STATS = 0x7ff;
  private static final int STATX_BTIME = 0x800;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Linux 5.8. */
  private static final int STATX_MNT_ID = 0x1000;

  private static final int STRUCT_SIZE = 0x100;

  private static final int TYPE = 0170000;
  private static final int TYPE_DIRECTORY = 0040000;
  private static final int TYPE_REGULAR = 0100000;

  private final Struct statx;

  private FileStatus(Struct statx) {
    this.statx = statx;
  }

  static FileStatus of(int descriptor, String subject) throws LinuxException {
    try (Memory memory = Memory.open()) {
      Piece piece = memory.piece(STRUCT_SIZE);
      Kernel.require(
          SystemCall.STATX,
          subject,
          descriptor,
          memory.text(""),
          AT_EMPTY_PATH,
          STATX_BASIC_STATS | STATX_BTIME | STATX_MNT_ID,
          piece.address());
      FileStatus status = new FileStatus(new Struct(piece.copy(STRUCT_SIZE)));
      if (!status.gives(STATX_MNT_ID)) {
        throw new UnsupportedOperationException("statx(2) gives no mount id before Linux 5.8");
      }
      return status;
    }
  }

  private boolean gives(int field) {
    return (statx.getInt(0) & field) != 0;
  }

  /** How many names it has; 0 once removed, on most file systems. */
  public int links() {
    return statx.getInt(0x10);
  }

  /** The owner's number, as this mount maps it. */
  public int user() {
    return statx.getInt(0x14);
  }

  /** The group's number, as this mount maps it. */
  public int group() {
    return statx.getInt(0x18);
  }

  /** Type and permissions, as {@code st_mode}. */
  public int mode() {
    return statx.getUnsignedShort(0x1c);
  }

  /** The number in its file system. */
  public long inode() {
    return statx.getLong(0x20);
  }

  /** When it was made, in nanoseconds since 1970; 0 where the file system does not say. */
  public long born() {
    return gives(STATX_BTIME) ? nanos(0x50) : 0;
  }

  /** When its status last changed, which no user can set, in nanoseconds since 1970. */
  public long changed() {
    return nanos(0x60);
  }

  /** The file system's device number, major in the upper half. */
  public long device() {
    return ((long) statx.getInt(0x88) << 32) | statx.getInt(0x8c);
  }

  /** The mount it was reached through, as {@code /proc/self/mountinfo} numbers them. */
  public long mountId() {
    return statx.getLong(0x90);
  }

  /** A struct statx_timestamp: seconds, and nanoseconds beside them. */
  private long nanos(int offset) {
    return statx.getLong(offset) * NANOS_PER_SECOND + statx.getInt(offset + 8);
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return (mode() & TYPE) == TYPE_DIRECTORY;
  }

  /** Whether it is a regular file. */
  public boolean isRegularFile() {
    return (mode() & TYPE) == TYPE_REGULAR;
  }

  /** Whether both are the same file, by whatever name and mount. */
  public boolean isSameFile(FileStatus other) {
    return device() == other.device() && inode() == other.inode();
  }
}
