package left4me.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes system calls, through {@code syscall(2)} of the C library.
 *
 * <p>One function with one signature serves every call: linking a signature takes tens of
 * milliseconds, more than all that the helper does with it. Pointers are passed as addresses, so
 * whoever calls keeps their memory alive over the call.
 *
 * <p>Safe for use by several threads: errno is caught in memory of the thread's own.
 */
final class Kernel {

  private static final int MOST_ARGUMENTS = 6;
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final long ERRNO_OFFSET = CAPTURED.byteOffset(PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL = link();

  /** Where a thread's calls leave errno. A few bytes a thread, never freed. */
  private static final ThreadLocal<MemorySegment> STATE =
      ThreadLocal.withInitial(() -> Arena.global().allocate(CAPTURED));

  private Kernel() {}

  @SuppressWarnings("restricted") // this class is what the restriction is about
  private static MethodHandle link() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.firstVariadicArg(1),
        Linker.Option.captureCallState("errno"));
  }

  /**
   * Makes a call.
   *
   * @param call which
   * @param arguments at most six
   * @return the result, or the negative errno, as the kernel itself returns it
   */
  static long call(SystemCall call, long... arguments) {
    long[] a = Arrays.copyOf(arguments, MOST_ARGUMENTS);
    return invoke(call, a[0], a[1], a[2], a[3], a[4], a[5]);
  }

  /** As {@link #call(SystemCall, long...)}, for a call that is made a hundred thousand times. */
  static long call(SystemCall call, long a, long b, long c) {
    return invoke(call, a, b, c, 0, 0, 0);
  }

  private static long invoke(SystemCall call, long a, long b, long c, long d, long e, long f) {
    try {
      MemorySegment captured = STATE.get();
      long result = (long) SYSCALL.invokeExact(captured, call.number, a, b, c, d, e, f);
      // errno means something only after -1.
      return result == -1 ? -captured.get(JAVA_INT, ERRNO_OFFSET) : result;
    } catch (RuntimeException | Error unexpected) {
      throw unexpected;
    } catch (Throwable unexpected) {
      throw new LinkageError("syscall(2) cannot be called", unexpected);
    }
  }

  /**
   * Makes a call that has to succeed.
   *
   * @param call which
   * @param subject what it is about, for the message
   * @param arguments at most six
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
    return arena.allocateFrom(text, StandardCharsets.ISO_8859_1);
  }

  /** The first bytes of a memory segment as text. */
  static String text(MemorySegment memory, long length) {
    byte[] bytes = memory.asSlice(0, length).toArray(JAVA_BYTE);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
