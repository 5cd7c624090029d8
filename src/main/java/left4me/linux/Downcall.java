package left4me.linux;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.Collections;

/**
 * A way to call {@code syscall(2)}.
 *
 * <p>Safe for use by several threads.
 */
abstract sealed class Downcall permits BareDowncall, LinkedDowncall {

  static final String LIBRARY = "libc.so.6";
  static final String FUNCTION = "syscall";

  /** The arguments of a system call that are passed besides its number. */
  static final int ARGUMENTS = 5;

  /** Function, memory for errno, number of the call and its arguments. */
  static final int NUMBERS = 3 + ARGUMENTS;

  /** What is called: a function of that many numbers. */
  static final MethodType TYPE = methodType(long.class, Collections.nCopies(NUMBERS, long.class));

  Downcall() {}

  /** The quick way where it can be gone, the usual one elsewhere. */
  static Downcall quickest() {
    if (BareDowncall.isKnown()) {
      try {
        return new BareDowncall();
      } catch (LinkageError closedOrChanged) {
        // Whoever runs this without the helper's options, or on an update of Java whose insides
        // are others, waits a little longer.
        return new LinkedDowncall();
      }
    }
    return new LinkedDowncall();
  }

  /**
   * Makes a call.
   *
   * @param numbers {@link #NUMBERS} of them: the function's address, the address of the memory that
   *     errno is left in, the number of the call and its arguments
   * @return what the function returns
   */
  abstract long call(long... numbers);

  /** Where {@code syscall(2)} is, in the C library that Java itself runs with. */
  abstract long function();

  /** Where memory outside of Java's heap is. */
  abstract long addressOf(ByteBuffer memory);
}
