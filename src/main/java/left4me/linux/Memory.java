package left4me.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Memory that the kernel reads and writes during calls, given back when this is closed.
 *
 * <p>A thread has one block of it, and what is opened takes what comes next: pieces are taken from
 * what was opened last, and that is closed first. Java's own arenas would ask the C library for
 * each piece, and cost a process that runs for a few milliseconds one of them to set up. For use by
 * the thread that opened it.
 */
final class Memory implements AutoCloseable {

  private final ThreadMemory block;
  private final int mark;

  /** Those that the block had no room for: an address alone would not keep them. */
  private final List<Piece> own = new ArrayList<>(0);

  private Memory(ThreadMemory block) {
    this.block = block;
    this.mark = block.used();
  }

  /** Memory of this thread. */
  static Memory open() {
    return new Memory(ThreadMemory.current());
  }

  /**
   * Takes a piece, whatever is in it.
   *
   * @param size in bytes
   */
  Piece piece(int size) {
    if (block.holds(size)) {
      return block.take(size);
    }
    Piece piece = Piece.own(size);
    own.add(piece);
    return piece;
  }

  /**
   * Copies a text to memory, with a NUL at its end.
   *
   * @param text one char a byte
   * @return its address
   * @throws IllegalArgumentException if there is a NUL in it, which would cut it short, or a char
   *     that is no byte
   */
  long text(String text) {
    if (text.isEmpty()) {
      return block.emptyTextAddress();
    }
    byte[] bytes = bytes(text);
    if (block.holds(bytes.length)) {
      return block.put(bytes);
    }
    Piece piece = piece(bytes.length);
    piece.put(0, bytes);
    return piece.address();
  }

  /**
   * Copies numbers to memory, one behind the other.
   *
   * @return the address of the first
   */
  long longs(long... numbers) {
    Piece piece = piece(numbers.length * Long.BYTES);
    for (int i = 0; i < numbers.length; i++) {
      piece.putLong(i * Long.BYTES, numbers[i]);
    }
    return piece.address();
  }

  /** The bytes of a text with a NUL behind them. */
  private static byte[] bytes(String text) {
    int length = text.length();
    byte[] bytes = Arrays.copyOf(text.getBytes(ISO_8859_1), length + 1);
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      // What is no byte has become a question mark. This is interpreted, and looks at the array as
      // at each char of the text it would take several times as long.
      if (b == 0 || (b == '?' && text.charAt(i) != '?')) {
        throw new IllegalArgumentException("not a text of bytes without NUL, at character " + i);
      }
    }
    return bytes;
  }

  @Override
  public void close() {
    try {
      block.giveBack(mark);
    } finally {
      Reference.reachabilityFence(own);
    }
  }
}
