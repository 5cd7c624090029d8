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
import java.nio.ByteBuffer;

/** The usual way, by Java's {@link Linker}, on any Java and any processor. */
final class LinkedDowncall extends Downcall {

  private final MethodHandle function = link().asSpreader(long[].class, NUMBERS);

  @SuppressWarnings("restricted") // this class is what the restriction is about
  private static MethodHandle link() {
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

  @Override
  @SuppressWarnings("restricted") // as above
  long function() {
    return SymbolLookup.libraryLookup(LIBRARY, Arena.global()).findOrThrow(FUNCTION).address();
  }

  @Override
  long addressOf(ByteBuffer memory) {
    return MemorySegment.ofBuffer(memory).address();
  }

  @Override
  long call(long... numbers) {
    try {
      return (long) function.invokeExact(numbers);
    } catch (RuntimeException | Error unexpected) {
      throw unexpected;
    } catch (Throwable unexpected) {
      throw new LinkageError("syscall(2) cannot be called", unexpected);
    }
  }
}
