package left4me.linux;

import org.jspecify.annotations.Nullable;

/**
 * A thread's block of memory, which {@link Memory} takes pieces of; errno is left at its begin, and
 * a text of no bytes stands behind it.
 */
final class ThreadMemory {

  // A folder's names and a file's part, which are read together, and some paths.
  private static final int SIZE = 48 * 1024;
  private static final int ALIGNMENT = Long.BYTES;

  private static final int EMPTY_TEXT = Integer.BYTES;

  private static final ThreadLocal<ThreadMemory> CURRENT = new ThreadLocal<>();

  /**
   * Of the thread that asked last, which mostly asks again: two times for each call, and a
   * ThreadLocal takes longer than many a call. Whichever thread's it is that is read here, of what
   * is read of it before it is known to be one's own, nothing ever changes.
   */
  private static @Nullable ThreadMemory latest;

  private final Thread owner = Thread.currentThread();
  private final Piece block = Piece.own(SIZE);
  private int used = ALIGNMENT;

  private ThreadMemory() {}

  /** This thread's. */
  @SuppressWarnings("ReferenceEquality") // the same thread, not one that is like it
  static ThreadMemory current() {
    ThreadMemory memory = latest;
    if (memory == null || memory.owner != Thread.currentThread()) {
      memory = ofThisThread();
      latest = memory;
    }
    return memory;
  }

  private static ThreadMemory ofThisThread() {
    ThreadMemory memory = CURRENT.get();
    if (memory == null) {
      memory = new ThreadMemory();
      CURRENT.set(memory);
    }
    return memory;
  }

  /** Where a call leaves errno. */
  long errnoAddress() {
    return block.address();
  }

  /** What the last call has left there. */
  int errno() {
    return block.getInt(0);
  }

  /** A NUL, which nothing is written over. */
  long emptyTextAddress() {
    return block.address() + EMPTY_TEXT;
  }

  /** How much of it is taken. */
  int used() {
    return used;
  }

  /** Whether there is room for that much. */
  boolean holds(int size) {
    return size <= SIZE - used;
  }

  /** The next piece, of what there is room for. */
  Piece take(int size) {
    return new Piece(block, advance(size));
  }

  /** Copies what there is room for, and returns its address. */
  long put(byte[] bytes) {
    int begin = advance(bytes.length);
    block.put(begin, bytes);
    return block.address() + begin;
  }

  /** Has that much taken, and returns where it begins. */
  private int advance(int size) {
    int begin = used;
    used = Math.min(SIZE, (begin + size + ALIGNMENT - 1) & -ALIGNMENT);
    return begin;
  }

  /**
   * Gives back all that was taken since that much was.
   *
   * @throws IllegalStateException if that much is not taken any more: somebody else's was given
   *     back, and may have been taken again
   */
  void giveBack(int mark) {
    if (mark > used) {
      throw new IllegalStateException("not closed in the opposite order of being opened");
    }
    used = mark;
  }
}
