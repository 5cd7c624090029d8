package left4me.linux;

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
    try (Memory memory = Memory.open()) {
      Piece buffer = memory.piece(SIZE);
      long length =
          Kernel.require(
              SystemCall.READLINKAT, path, AT_FDCWD, memory.text(path), buffer.address(), SIZE);
      if (length == SIZE) {
        throw new LinuxException("readlinkat", path, Errno.ENAMETOOLONG);
      }
      return buffer.text(length);
    }
  }
}
