package left4me.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Reads the names of extended attributes: {@code xattr(7)}.
 *
 * <p>Holds one buffer, as this is asked of each file in a tree. For use by one thread.
 */
public final class AttributeReader implements AutoCloseable {

  /** XATTR_LIST_MAX of {@code linux/limits.h}: what one file can have. */
  private static final int SIZE = 65536;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment buffer = arena.allocate(SIZE);

  /**
   * The names of the attributes of a file, a link not being followed.
   *
   * <p>The call that takes a directory's descriptor came with Linux 6.13; the path through {@code
   * /proc} does the same everywhere.
   *
   * @param directory the directory the file is in
   * @param name the file's name, or {@code .}
   * @throws LinuxException if the kernel refuses
   */
  public List<String> names(Descriptor directory, String name) throws LinuxException {
    try (Arena path = Arena.ofConfined()) {
      long length =
          Kernel.call(
              SystemCall.LLISTXATTR,
              Kernel.text(path, directory.procPath() + "/" + name).address(),
              buffer.address(),
              SIZE);
      if (length == 0 || length == -Errno.EOPNOTSUPP.number()) {
        return List.of();
      }
      if (length < 0) {
        throw new LinuxException(
            "llistxattr", directory.subject() + "/" + name, new Errno((int) -length));
      }
      return List.of(Kernel.text(buffer, length).split("\0"));
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
