package left4me.linux;

import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.r10;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.r11;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.r8;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.r9;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.rax;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.rcx;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.rdi;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.rdx;
import static jdk.internal.foreign.abi.x64.X86_64Architecture.Regs.rsi;

import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.function.ToLongBiFunction;
import jdk.internal.access.SharedSecrets;
import jdk.internal.foreign.abi.ABIDescriptor;
import jdk.internal.foreign.abi.NativeEntryPoint;
import jdk.internal.foreign.abi.StubLocations;
import jdk.internal.foreign.abi.VMStorage;
import jdk.internal.foreign.abi.x64.X86_64Architecture;
import jdk.internal.foreign.abi.x64.X86_64Architecture.StorageType;
import jdk.internal.loader.NativeLibrary;
import jdk.internal.loader.RawNativeLibraries;
import jdk.internal.misc.Unsafe;

/**
 * The two steps that Java's linker takes last: the machine code that puts each number into its
 * register, and a class that calls it.
 *
 * <p>The linker itself comes to the same, by way of layouts, bindings, method handles and six
 * classes that it writes, loads and links at each start; of all that a cache keeps, it keeps none
 * of these. Here the one class that is left is written already. It is a part of Java that is open
 * to nobody, so that it is told which by options ({@code left4me-overlay.options}), and is gone
 * into only where it is known: the Java and the processor that it was read and tested on. Elsewhere
 * the linker is used.
 *
 * <p>The calling convention is that of the System V ABI for AMD64, section 3.2.3: six numbers in
 * registers, which is why system calls have five arguments here.
 */
final class BareDowncall extends Downcall {

  private static final int KNOWN_JAVA = 25;

  /** Errno among what can be caught: {@code CapturableState} of the same package. */
  private static final int ERRNO = 1 << 2;

  private static final int STACK_ALIGNMENT = 16;

  /** In the package that alone may call {@code MethodHandle.linkToNative}. */
  static final String CALLER = "java.lang.invoke.Left4meDowncall";

  /**
   * That class as {@code DowncallTest} writes it: a {@code ToLongBiFunction} that takes the entry
   * point and {@link #NUMBERS} numbers, and hands the numbers and the entry point to {@code
   * linkToNative}, which the virtual machine itself knows; and a {@code Supplier} of a lookup with
   * Java's own rights, without which no library is opened.
   */
  static final String CALLER_CLASS =
      "yv66vgAAAEUAHAEAIGphdmEvbGFuZy9pbnZva2UvTGVmdDRtZURvd25jYWxsBwABAQALYXBwbHlBc0xv"
          + "bmcBACcoTGphdmEvbGFuZy9PYmplY3Q7TGphdmEvbGFuZy9PYmplY3Q7KUoBAAJbSgcABQEAHWphdmEv"
          + "bGFuZy9pbnZva2UvTWV0aG9kSGFuZGxlBwAHAQAMbGlua1RvTmF0aXZlAQAdKEpKSkpKSkpKTGphdmEv"
          + "bGFuZy9PYmplY3Q7KUoMAAkACgoACAALAQADZ2V0AQAUKClMamF2YS9sYW5nL09iamVjdDsBAB5qYXZh"
          + "L2xhbmcvaW52b2tlL01ldGhvZEhhbmRsZXMHAA8BAAZsb29rdXABACkoKUxqYXZhL2xhbmcvaW52b2tl"
          + "L01ldGhvZEhhbmRsZXMkTG9va3VwOwwAEQASCgAQABMBABBqYXZhL2xhbmcvT2JqZWN0BwAVAQAjamF2"
          + "YS91dGlsL2Z1bmN0aW9uL1RvTG9uZ0JpRnVuY3Rpb24HABcBABtqYXZhL3V0aWwvZnVuY3Rpb24vU3Vw"
          + "cGxpZXIHABkBAARDb2RlABAAAgAWAAIAGAAaAAAAAgABAAMABAABABsAAAAwABEABAAAACQswAAGTi0D"
          + "Ly0ELy0FLy0GLy0HLy0ILy0QBi8tEAcvK7gADK0AAAAAAAEADQAOAAEAGwAAABAAAQABAAAABLgAFLAA"
          + "AAAAAAA=";

  private final NativeEntryPoint entryPoint = entryPoint();
  private final ToLongBiFunction<Object, Object> caller = Caller.INSTANCE;
  private final long function = opened();

  /**
   * Makes the way.
   *
   * @throws LinkageError if Java was not told to open these packages, or has something else in them
   */
  BareDowncall() {
    // As with opened(): what is not as it was is to be found out here.
    addressOf(ByteBuffer.allocate(0));
  }

  static boolean isKnown() {
    return Runtime.version().feature() == KNOWN_JAVA && Architecture.CURRENT == Architecture.X86_64;
  }

  private static NativeEntryPoint entryPoint() {
    VMStorage[] none = {};
    VMStorage[] numbers = {rdi, rsi, rdx, rcx, r8, r9};
    VMStorage[] result = {rax};
    VMStorage target = StubLocations.TARGET_ADDRESS.storage(StorageType.PLACEHOLDER);
    VMStorage errno = StubLocations.CAPTURED_STATE_BUFFER.storage(StorageType.PLACEHOLDER);
    ABIDescriptor convention =
        new ABIDescriptor(
            X86_64Architecture.INSTANCE,
            new VMStorage[][] {numbers, none},
            new VMStorage[][] {result, none, none},
            new VMStorage[][] {{r10, r11}, none},
            STACK_ALIGNMENT,
            0,
            r10,
            r11,
            target,
            StubLocations.RETURN_BUFFER.storage(StorageType.PLACEHOLDER),
            errno);
    VMStorage[] arguments = {target, errno, rdi, rsi, rdx, rcx, r8, r9};
    return NativeEntryPoint.make(convention, arguments, result, TYPE, false, ERRNO, true, false);
  }

  /** Here, and not when it is asked for: whoever may not open these packages goes the other way. */
  private long opened() {
    MethodHandles.Lookup lookup = (MethodHandles.Lookup) ((Supplier<?>) caller).get();
    NativeLibrary library = RawNativeLibraries.newInstance(lookup).load(LIBRARY);
    if (library == null) {
      throw new UnsatisfiedLinkError("cannot open " + LIBRARY);
    }
    long found = library.find(FUNCTION);
    if (found == 0) {
      throw new UnsatisfiedLinkError("no " + FUNCTION + " in " + LIBRARY);
    }
    return found;
  }

  @Override
  long function() {
    return function;
  }

  @Override
  long addressOf(ByteBuffer memory) {
    return SharedSecrets.getJavaNioAccess().getBufferAddress(memory);
  }

  @Override
  long call(long... numbers) {
    return caller.applyAsLong(entryPoint, numbers);
  }

  /** A class can be defined once. */
  private static final class Caller {

    private static final ToLongBiFunction<Object, Object> INSTANCE = instance();

    @SuppressWarnings("unchecked") // it is what its bytes say
    private static ToLongBiFunction<Object, Object> instance() {
      byte[] bytes = Base64.getDecoder().decode(CALLER_CLASS);
      try {
        return (ToLongBiFunction<Object, Object>)
            Unsafe.getUnsafe()
                .allocateInstance(
                    SharedSecrets.getJavaLangAccess().defineClass(null, CALLER, bytes, null, null));
      } catch (InstantiationException e) {
        throw new LinkageError("it is neither abstract nor an interface", e);
      }
    }
  }
}
