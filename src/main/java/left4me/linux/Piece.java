package left4me.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A piece of memory at an address that the kernel can be told; numbers in it are in this machine's
 * byte order. For use by one thread.
 */
final class Piece {

  private final ByteBuffer memory;
  private final int begin;
  private final long address;

  /** A part of a piece, which stays as long as that does. */
  Piece(Piece whole, int begin) {
    this(whole.memory, begin, whole.address + begin);
  }

  private Piece(ByteBuffer memory, int begin, long address) {
    this.memory = memory;
    this.begin = begin;
    this.address = address;
  }

  /**
   * A piece by itself, given back some time after nothing refers to it any more, be the kernel at
   * it or not.
   *
   * @param size in bytes
   */
  static Piece own(int size) {
    ByteBuffer memory = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    return new Piece(memory, 0, Kernel.addressOf(memory));
  }

  /** Where it begins. */
  long address() {
    return address;
  }

  byte getByte(int offset) {
    return memory.get(begin + offset);
  }

  short getShort(int offset) {
    return memory.getShort(begin + offset);
  }

  int getInt(int offset) {
    return memory.getInt(begin + offset);
  }

  void putInt(int offset, int number) {
    memory.putInt(begin + offset, number);
  }

  void putLong(int offset, long number) {
    memory.putLong(begin + offset, number);
  }

  void put(int offset, byte[] bytes) {
    memory.put(begin + offset, bytes);
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
    memory.get(begin + offset, copy);
    return copy;
  }
}
