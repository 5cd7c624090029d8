package left4me.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Symbolic links. */
public final class Links {

  private static final int AT_FDCWD = -100;

  /** More than the kernel gives: one page, from {@code /proc}. */
  private static final int SIZE = 8192;

  private Links() {}

  /**
   * Where a link leads.
   *
   * @param path the link
   * @return its text
   * @throws LinuxException if the kernel refuses: EINVAL for what is no link
   */
  public static String read(String path) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(SIZE);
      long length =
          Kernel.require(
              SystemCall.READLINKAT,
              path,
              AT_FDCWD,
              Kernel.text(arena, path).address(),
              buffer.address(),
              SIZE);
      if (length == SIZE) {
        throw new LinuxException("readlinkat", path, Errno.ENAMETOOLONG);
      }
      return Kernel.text(buffer, length);
    }
  }
}
