package left4me.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A piece of memory at an address that the kernel can be told. For use by one thread. */
final class Piece {

  private final ByteBuffer bytes;
  private final long address;

  /**
   * @param bytes the memory, outside of Java's heap
   * @param address where it begins
   */
  Piece(ByteBuffer bytes, long address) {
    // A slice does not take over the order.
    this.bytes = bytes.order(ByteOrder.nativeOrder());
    this.address = address;
  }

  /**
   * A piece by itself, given back some time after nothing refers to it any more, be the kernel at
   * it or not.
   *
   * @param size in bytes
   */
  static Piece own(int size) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(size);
    return new Piece(bytes, Kernel.addressOf(bytes));
  }

  /** Where it begins. */
  long address() {
    return address;
  }

  /** What is in it, to be read and written in this machine's byte order. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** Writes a text, one char a byte, and a NUL behind it; as {@link Memory#text}. */
  void put(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || c > 0xff) {
        throw new IllegalArgumentException("not a text of bytes without NUL, at character " + i);
      }
    }
    bytes.put(0, text.getBytes(StandardCharsets.ISO_8859_1));
    bytes.put(text.length(), (byte) 0);
  }

  /** The first bytes as text, one char a byte. */
  String text(long length) {
    return text(0, (int) length);
  }

  /** Bytes as text, one char a byte. */
  String text(int offset, int length) {
    return new String(copy(offset, length), StandardCharsets.ISO_8859_1);
  }

  /** A copy of the first bytes. */
  byte[] copy(long length) {
    return copy(0, (int) length);
  }

  private byte[] copy(int offset, int length) {
    byte[] copy = new byte[length];
    bytes.get(offset, copy);
    return copy;
  }
}
