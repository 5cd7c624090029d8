package left4me.linux;

/**
 * What a file is and where it is mounted: {@code struct statx} of {@code statx(2)}, {@code
 * linux/stat.h}.
 *
 * @param mode type and permissions, as {@code st_mode}
 * @param links how many names it has; 0 once removed, on most file systems
 * @param user the owner's number, as this mount maps it
 * @param group the group's number, likewise
 * @param device the file system's device number, major in the upper half
 * @param inode the number in that file system
 * @param changed when its status last changed, which no user can set, in nanoseconds since 1970
 * @param born when it was made, likewise; 0 where the file system does not say
 * @param mountId the mount it was reached through, as {@code /proc/self/mountinfo} numbers them
 */
public record FileStatus(
    int mode,
    int links,
    int user,
    int group,
    long device,
    long inode,
    long changed,
    long born,
    long mountId) {

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
      Struct statx = new Struct(piece.copy(STRUCT_SIZE));
      int given = statx.getInt(0);
      if ((given & STATX_MNT_ID) == 0) {
        throw new UnsupportedOperationException("statx(2) gives no mount id before Linux 5.8");
      }
      return new FileStatus(
          statx.getUnsignedShort(0x1c),
          statx.getInt(0x10),
          statx.getInt(0x14),
          statx.getInt(0x18),
          ((long) statx.getInt(0x88) << 32) | statx.getInt(0x8c),
          statx.getLong(0x20),
          nanos(statx, 0x60),
          (given & STATX_BTIME) == 0 ? 0 : nanos(statx, 0x50),
          statx.getLong(0x90));
    }
  }

  /** A struct statx_timestamp: seconds, and nanoseconds beside them. */
  private static long nanos(Struct statx, int offset) {
    return statx.getLong(offset) * NANOS_PER_SECOND + statx.getInt(offset + 8);
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return (mode & TYPE) == TYPE_DIRECTORY;
  }

  /** Whether it is a regular file. */
  public boolean isRegularFile() {
    return (mode & TYPE) == TYPE_REGULAR;
  }

  /** Whether both are the same file, by whatever name and mount. */
  public boolean isSameFile(FileStatus other) {
    return device == other.device && inode == other.inode;
  }
}
