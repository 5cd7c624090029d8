package left4me.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * One extended attribute of an open file: {@code xattr(7)}.
 *
 * <p>Asked by way of {@code /proc}, as a descriptor that is only a place takes no such question:
 * {@code open(2)}.
 */
public final class ExtendedAttribute {

  private static final int SIZE = 4096;

  private ExtendedAttribute() {}

  /**
   * Reads it.
   *
   * @param name the attribute's name, with that of its class before it
   * @return the value, one char a byte; empty if there is none, or none of that class
   * @throws LinuxException if the kernel refuses
   */
  public static Optional<String> get(Descriptor file, String name) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(SIZE);
      long length =
          Kernel.call(
              SystemCall.GETXATTR,
              Kernel.text(arena, file.procPath()).address(),
              Kernel.text(arena, name).address(),
              buffer.address(),
              SIZE);
      if (length == -Errno.ENODATA.number() || length == -Errno.EOPNOTSUPP.number()) {
        return Optional.empty();
      }
      if (length < 0) {
        throw new LinuxException(
            "getxattr", file.subject() + ": " + name, new Errno((int) -length));
      }
      return Optional.of(Kernel.text(buffer, length));
    }
  }

  /**
   * Sets it, whatever it was.
   *
   * @param name the attribute's name, with that of its class before it
   * @param value one char a byte
   * @throws LinuxException if the kernel refuses
   */
  public static void set(Descriptor file, String name, String value) throws LinuxException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.require(
          SystemCall.SETXATTR,
          file.subject() + ": " + name,
          Kernel.text(arena, file.procPath()).address(),
          Kernel.text(arena, name).address(),
          Kernel.text(arena, value).address(),
          value.length());
    }
  }
}
