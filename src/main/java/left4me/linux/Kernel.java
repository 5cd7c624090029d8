package left4me.linux;

import java.nio.ByteBuffer;

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
    long[] numbers = new long[Downcall.NUMBERS];
    System.arraycopy(
        arguments, 0, numbers, Downcall.NUMBERS - Downcall.ARGUMENTS, arguments.length);
    return invoke(call, numbers);
  }

  /** As {@link #call(SystemCall, long...)}, for a call that is made a hundred thousand times. */
  static long call(SystemCall call, long a, long b, long c) {
    return invoke(call, 0, 0, 0, a, b, c, 0, 0);
  }

  /** With room for the first three, which are the same whatever is called. */
  private static long invoke(SystemCall call, long... numbers) {
    ThreadMemory memory = ThreadMemory.current();
    numbers[0] = FUNCTION;
    numbers[1] = memory.errnoAddress();
    numbers[2] = call.number;
    long result = SYSCALL.call(numbers);
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
