package left4me.linux;

import java.util.List;

/**
 * Reads the names of extended attributes: {@code xattr(7)}.
 *
 * <p>Holds one buffer, as this is asked of each file in a tree. For use by one thread.
 */
public final class AttributeReader implements AutoCloseable {

  /** XATTR_LIST_MAX of {@code linux/limits.h}: what one file can have. */
  private static final int SIZE = 65536;

  private final Memory memory = Memory.open();
  private final Piece buffer = memory.piece(SIZE);

  /**
   * The names of the attributes of an open file.
   *
   * @throws LinuxException if the kernel refuses
   */
  public List<String> names(Descriptor file) throws LinuxException {
    try (Memory path = Memory.open()) {
      // By way of /proc, as a descriptor that is only a place takes no such question: open(2).
      long address = path.text(file.procPath());
      return names(Kernel.call(SystemCall.LISTXATTR, address, buffer.address(), SIZE), file, "");
    }
  }

  /**
   * The names of the attributes of the file that a reader stands at, a link not being followed.
   *
   * <p>The call that takes a directory's descriptor came with Linux 6.13, and the way through
   * {@code /proc} takes several times as long, so the directory has to be the working directory.
   *
   * @param entry a reader of the working directory
   * @throws LinuxException if the kernel refuses
   */
  public List<String> names(DirectoryReader entry) throws LinuxException {
    long length = Kernel.call(SystemCall.LLISTXATTR, entry.nameAddress(), buffer.address(), SIZE);
    if (length == 0) {
      return List.of();
    }
    return names(length, entry.directory(), "/" + entry.name());
  }

  private List<String> names(long length, Descriptor directory, String path) throws LinuxException {
    if (length == 0 || length == -Errno.EOPNOTSUPP.number()) {
      return List.of();
    }
    if (length < 0) {
      throw new LinuxException("llistxattr", directory.subject() + path, new Errno((int) -length));
    }
    // The last is ended by a NUL too.
    return List.of(buffer.text(length - 1).split("\0", -1));
  }

  @Override
  public void close() {
    memory.close();
  }
}
