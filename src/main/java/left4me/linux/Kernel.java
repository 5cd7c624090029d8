package left4me.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes system calls, through {@code syscall(2)} of the C library.
 *
 * <p>One function with one signature serves every call: linking a signature takes tens of
 * milliseconds, more than all that the helper does with it. Pointers are passed as addresses, so
 * whoever calls keeps their memory alive over the call. That memory is read and written through a
 * {@link ByteBuffer}: each layout that a memory segment is read by is one more handle to link.
 *
 * <p>Safe for use by several threads: errno is caught in memory of the thread's own.
 */
final class Kernel {

  private static final Downcall SYSCALL = Downcall.quickest();
  private static final long FUNCTION = Downcall.address();

  /** Where a thread's calls leave errno. */
  private static final ThreadLocal<Captured> CAPTURED = ThreadLocal.withInitial(Captured::new);

  private Kernel() {}

  /**
   * Makes a call.
   *
   * @param call which
   * @param arguments at most five, which is what the calls made here have
   * @return the result, or the negative errno, as the kernel itself returns it
   */
  static long call(SystemCall call, long... arguments) {
    long[] a = Arrays.copyOf(arguments, Downcall.ARGUMENTS);
    return invoke(call, a[0], a[1], a[2], a[3], a[4]);
  }

  /** As {@link #call(SystemCall, long...)}, for a call that is made a hundred thousand times. */
  static long call(SystemCall call, long a, long b, long c) {
    return invoke(call, a, b, c, 0, 0);
  }

  private static long invoke(SystemCall call, long a, long b, long c, long d, long e) {
    Captured captured = CAPTURED.get();
    long result = SYSCALL.call(FUNCTION, captured.address, call.number, a, b, c, d, e);
    // errno means something only after -1.
    return result == -1 ? -captured.errno() : result;
  }

  /**
   * Makes a call that has to succeed.
   *
   * @param call which
   * @param subject what it is about, for the message
   * @param arguments at most five
   * @return the result
   * @throws LinuxException if the kernel refuses
   */
  static long require(SystemCall call, String subject, long... arguments) throws LinuxException {
    long result = call(call, arguments);
    if (result < 0) {
      throw new LinuxException(call.manualName(), subject, new Errno((int) -result));
    }
    return result;
  }

  /**
   * Copies a text to memory that the kernel can read, with a NUL at its end.
   *
   * @param arena what the memory lives as long as
   * @param text one char a byte
   * @throws IllegalArgumentException if there is a NUL in it, which would cut it short, or a char
   *     that is no byte
   */
  static MemorySegment text(Arena arena, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || c > 0xff) {
        throw new IllegalArgumentException("not a text of bytes without NUL, at character " + i);
      }
    }
    MemorySegment memory = arena.allocate(text.length() + 1L);
    view(memory).put(text.getBytes(StandardCharsets.ISO_8859_1));
    return memory;
  }

  /** Numbers in memory, one behind the other. */
  static MemorySegment longs(Arena arena, long... numbers) {
    MemorySegment memory = arena.allocate((long) numbers.length * Long.BYTES, Long.BYTES);
    view(memory).asLongBuffer().put(numbers);
    return memory;
  }

  /** What is in memory, to be read and written in this machine's byte order. */
  static ByteBuffer view(MemorySegment memory) {
    return memory.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** The first bytes of memory as text. */
  static String text(MemorySegment memory, long length) {
    return text(view(memory), 0, (int) length);
  }

  /** Bytes of memory as text. */
  static String text(ByteBuffer memory, int offset, int length) {
    return new String(bytes(memory, offset, length), StandardCharsets.ISO_8859_1);
  }

  /** A copy of bytes of memory. */
  static byte[] bytes(ByteBuffer memory, int offset, int length) {
    byte[] bytes = new byte[length];
    memory.get(offset, bytes);
    return bytes;
  }

  /** A thread's memory for errno: the one member that the state has on Linux. Never freed. */
  private static final class Captured {

    private final MemorySegment state = Arena.global().allocate(Integer.BYTES, Integer.BYTES);
    private final long address = state.address();
    private final ByteBuffer view = Kernel.view(state);

    private int errno() {
      return view.getInt(0);
    }
  }
}
