package left4me.linux;

/**
 * Reads the names in a directory, in the file system's own order: {@code getdents64(2)}.
 *
 * <p>Stands at one name at a time, and holds one buffer, however many names there are: a tree of a
 * hundred thousand files is read without an object for each. For use by one thread; several readers
 * of one descriptor get the names between them, each name once.
 */
public final class DirectoryReader implements AutoCloseable {

  private static final int SIZE = 16 * 1024;

  // struct linux_dirent64 of linux/dirent.h: u64 d_ino, s64 d_off, u16 d_reclen, u8 d_type, d_name
  private static final int OFFSET_RECORD_LENGTH = 16;
  private static final int OFFSET_TYPE = 18;
  private static final int OFFSET_NAME = 19;
  private static final byte DT_UNKNOWN = 0;
  private static final byte DT_DIR = 4;

  private final Memory memory = Memory.open();
  private final Piece entries = memory.piece(SIZE);
  private Descriptor directory;
  private int filled;
  private int position;
  private int next;

  /**
   * @param directory opened with {@link OpenHow#LISTING}; stays the caller's to close
   */
  public DirectoryReader(Descriptor directory) {
    this.directory = directory;
  }

  /**
   * Goes on with another directory, and the same buffer.
   *
   * @param another as for the constructor
   */
  public void read(Descriptor another) {
    directory = another;
    filled = 0;
    next = 0;
  }

  /**
   * Goes to the next name, other than {@code .} and {@code ..}.
   *
   * @return whether there is one
   * @throws LinuxException if the kernel refuses
   */
  public boolean next() throws LinuxException {
    do {
      position = next;
      if (position == filled) {
        filled = fill();
        position = 0;
        if (filled == 0) {
          next = 0;
          return false;
        }
      }
      next = position + Short.toUnsignedInt(entries.getShort(position + OFFSET_RECORD_LENGTH));
    } while (isDots());
    return true;
  }

  private int fill() throws LinuxException {
    return (int)
        Kernel.require(
            SystemCall.GETDENTS64,
            directory.subject(),
            directory.number(),
            entries.address(),
            SIZE);
  }

  private boolean isDots() {
    int name = position + OFFSET_NAME;
    if (entries.getByte(name) != '.') {
      return false;
    }
    byte second = entries.getByte(name + 1);
    return second == 0 || (second == '.' && entries.getByte(name + 2) == 0);
  }

  /** The directory that is read. */
  Descriptor directory() {
    return directory;
  }

  /** Where the name stands in memory, with a NUL at its end, until the next is gone to. */
  long nameAddress() {
    return entries.address() + position + OFFSET_NAME;
  }

  /** The name. */
  public String name() {
    int start = position + OFFSET_NAME;
    int end = start;
    while (entries.getByte(end) != 0) {
      end++;
    }
    return entries.text(start, end - start);
  }

  /** Whether it is a directory, as far as the file system says. */
  public boolean mayBeDirectory() {
    byte type = entries.getByte(position + OFFSET_TYPE);
    return type == DT_DIR || type == DT_UNKNOWN;
  }

  @Override
  public void close() {
    memory.close();
  }
}
