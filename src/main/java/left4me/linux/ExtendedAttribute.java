package left4me.linux;

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
    try (Memory memory = Memory.open()) {
      Piece buffer = memory.piece(SIZE);
      long length =
          Kernel.call(
              SystemCall.GETXATTR,
              memory.text(file.procPath()),
              memory.text(name),
              buffer.address(),
              SIZE);
      if (length == -Errno.ENODATA.number() || length == -Errno.EOPNOTSUPP.number()) {
        return Optional.empty();
      }
      if (length < 0) {
        throw new LinuxException(
            "getxattr", file.subject() + ": " + name, new Errno((int) -length));
      }
      return Optional.of(buffer.text(length));
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
    try (Memory memory = Memory.open()) {
      Kernel.require(
          SystemCall.SETXATTR,
          file.subject() + ": " + name,
          memory.text(file.procPath()),
          memory.text(name),
          memory.text(value),
          value.length());
    }
  }
}
