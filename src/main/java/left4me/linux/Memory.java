package left4me.linux;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory that the kernel reads and writes during calls, given back when this is closed.
 *
 * <p>A thread has one block of it, in which whoever opens takes what comes next; so these are
 * closed in the opposite order. Java's own arenas would ask the C library for each piece, and cost
 * a process that runs for a few milliseconds one of them to set up. For use by the thread that
 * opened it.
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
    Piece piece = piece(text.length() + 1);
    piece.put(text);
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
      piece.bytes().putLong(i * Long.BYTES, numbers[i]);
    }
    return piece.address();
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
