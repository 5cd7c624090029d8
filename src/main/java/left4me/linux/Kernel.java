package left4me.linux;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Makes system calls, through {@code syscall(2)} of the C library.
 *
 * <p>One function with one signature serves every call: linking a signature takes tens of
 * milliseconds, more than all that the helper does with it. Pointers are passed as addresses, so
 * whoever calls keeps their memory alive over the call ({@link Memory}). That is read and written
 * through a {@link ByteBuffer}: each layout that a memory segment is read by is one more handle to
 * link.
 *
 * <p>Safe for use by several threads: errno is caught in memory of the thread's own.
 */
final class Kernel {

  private static final Downcall SYSCALL = Downcall.quickest();
  private static final long FUNCTION = SYSCALL.function();

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
    ThreadMemory memory = ThreadMemory.current();
    long result = SYSCALL.call(FUNCTION, memory.errnoAddress(), call.number, a, b, c, d, e);
    // errno means something only after -1.
    return result == -1 ? -memory.errno() : result;
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

  /** The address of memory outside of Java's heap. */
  static long addressOf(ByteBuffer memory) {
    return SYSCALL.addressOf(memory);
  }
}
