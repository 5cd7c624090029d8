package left4me.linux;

/**
 * A copy of a struct that the kernel has written. Both of the architectures here have the least
 * byte first.
 *
 * <p>For structs of many numbers, of many files, in a process that is too short to be compiled: out
 * of an array a number is had in a tenth of the time that it takes out of a {@code ByteBuffer}.
 */
final class Struct {

  private final byte[] bytes;

  Struct(byte[] bytes) {
    this.bytes = bytes;
  }

  int getUnsignedShort(int offset) {
    return (bytes[offset] & 0xff) | ((bytes[offset + 1] & 0xff) << 8);
  }

  int getInt(int offset) {
    return getUnsignedShort(offset) | (getUnsignedShort(offset + 2) << 16);
  }

  long getLong(int offset) {
    return (getInt(offset) & 0xffff_ffffL) | ((long) getInt(offset + 4) << 32);
  }
}
