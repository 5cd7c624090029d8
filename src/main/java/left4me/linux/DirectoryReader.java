package left4me.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names in a directory, in the file system's own order: {@code getdents64(2)}.
 *
 * <p>Holds one buffer, however many names there are. For use by one thread.
 */
public final class DirectoryReader implements AutoCloseable {

  private static final int SIZE = 32 * 1024;

  // struct linux_dirent64 of linux/dirent.h: u64 d_ino, s64 d_off, u16 d_reclen, u8 d_type, d_name
  private static final int OFFSET_RECORD_LENGTH = 16;
  private static final int OFFSET_TYPE = 18;
  private static final int OFFSET_NAME = 19;
  private static final byte DT_UNKNOWN = 0;
  private static final byte DT_DIR = 4;

  /**
   * One name.
   *
   * @param name the file's name
   * @param mayBeDirectory whether it is a directory, as far as the file system says
   */
  public record Entry(String name, boolean mayBeDirectory) {}

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment buffer = arena.allocate(SIZE, Long.BYTES);
  private final Descriptor directory;
  private long filled;
  private long position;

  /**
   * @param directory opened with {@link OpenHow#LISTING}; stays the caller's to close
   */
  public DirectoryReader(Descriptor directory) {
    this.directory = directory;
  }

  /**
   * The next name, other than {@code .} and {@code ..}.
   *
   * @return null at the end
   * @throws LinuxException if the kernel refuses
   */
  public @Nullable Entry next() throws LinuxException {
    while (true) {
      if (position == filled) {
        filled =
            Kernel.require(
                SystemCall.GETDENTS64,
                directory.subject(),
                directory.number(),
                buffer.address(),
                SIZE);
        position = 0;
        if (filled == 0) {
          return null;
        }
      }
      MemorySegment entry = buffer.asSlice(position);
      position += Short.toUnsignedInt(entry.get(JAVA_SHORT_UNALIGNED, OFFSET_RECORD_LENGTH));
      String name = nameOf(entry);
      if (!name.equals(".") && !name.equals("..")) {
        byte type = entry.get(JAVA_BYTE, OFFSET_TYPE);
        return new Entry(name, type == DT_DIR || type == DT_UNKNOWN);
      }
    }
  }

  private static String nameOf(MemorySegment entry) {
    MemorySegment name = entry.asSlice(OFFSET_NAME);
    long length = 0;
    while (name.get(JAVA_BYTE, length) != 0) {
      length++;
    }
    return Kernel.text(name, length);
  }

  @Override
  public void close() {
    arena.close();
  }
}
