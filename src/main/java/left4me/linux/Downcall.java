package left4me.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.invoke.MethodType.methodType;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes the handle by which {@code syscall(2)} is called, in either of two ways.
 *
 * <p>It takes the function's address, the address of the memory that errno is left in, the number
 * of the call and its arguments, all as {@code long}.
 */
final class Downcall {

  /** The arguments of a system call that a handle takes besides its number. */
  static final int ARGUMENTS = 5;

  /** Of a handle: function, memory for errno, number and arguments. */
  static final MethodType TYPE =
      methodType(
          long.class,
          new Class<?>[] {
            long.class,
            long.class,
            long.class,
            long.class,
            long.class,
            long.class,
            long.class,
            long.class
          });

  private Downcall() {}

  /** The quick way where it can be gone, the usual one elsewhere. */
  static MethodHandle handle() {
    if (BareDowncall.isKnown()) {
      try {
        return BareDowncall.handle();
      } catch (IllegalAccessError notExported) {
        // Whoever runs this without the helper's options waits a little longer.
        return linked();
      }
    }
    return linked();
  }

  /** The usual way, by Java's {@link Linker}, on any Java and any processor. */
  @SuppressWarnings("restricted") // this class is what the restriction is about
  static MethodHandle linked() {
    // Declared variadic, and not linked so, as that is one more handle to make: on both of our
    // architectures whole numbers are passed alike, and the C library's syscall(2), a few
    // instructions, takes them wherever it was called from.
    MethodHandle handle =
        Linker.nativeLinker()
            .downcallHandle(
                FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.captureCallState("errno"));
    long state = Linker.Option.captureStateLayout().byteSize();
    return MethodHandles.filterArguments(handle, 0, toMemory(0), toMemory(state));
  }

  /** From an address to the memory of that size there. */
  private static MethodHandle toMemory(long size) {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    Class<?> memory = MemorySegment.class;
    try {
      MethodHandle at = lookup.findStatic(memory, "ofAddress", methodType(memory, long.class));
      MethodHandle sized =
          lookup.findVirtual(memory, "reinterpret", methodType(memory, long.class));
      return MethodHandles.filterReturnValue(at, MethodHandles.insertArguments(sized, 1, size));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("both are public methods of Java's", e);
    }
  }

  /** Where {@code syscall(2)} is, in the C library that Java itself runs with. */
  @SuppressWarnings("restricted") // likewise
  static long address() {
    return SymbolLookup.libraryLookup("libc.so.6", Arena.global()).findOrThrow("syscall").address();
  }
}
