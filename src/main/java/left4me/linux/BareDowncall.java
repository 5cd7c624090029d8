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

import java.lang.invoke.MethodHandle;
import jdk.internal.access.SharedSecrets;
import jdk.internal.foreign.abi.ABIDescriptor;
import jdk.internal.foreign.abi.NativeEntryPoint;
import jdk.internal.foreign.abi.VMStorage;
import jdk.internal.foreign.abi.x64.X86_64Architecture;

/**
 * The handle of {@link Downcall} by the step that Java's linker takes last: which of the handle's
 * numbers goes into which register.
 *
 * <p>The linker itself comes to the same, by way of layouts, bindings and five classes that it
 * writes, loads and links at each start; of all that a cache keeps, it keeps none of these. That is
 * 14 ms of the helper's 50, and this is 4. It is a part of Java that is open to nobody, so that it
 * is told which by options ({@code left4me-overlay.options}), and is gone into only where it is
 * known: the Java and the processor that it was read and tested on. Elsewhere the linker is used.
 *
 * <p>The calling convention is that of the System V ABI for AMD64, section 3.2.3: six numbers in
 * registers, which is why system calls have five arguments here.
 */
final class BareDowncall {

  private static final int KNOWN_JAVA = 25;

  /** Errno among what can be caught: {@code CapturableState} of the same package. */
  private static final int ERRNO = 1 << 2;

  private static final int STACK_ALIGNMENT = 16;

  private BareDowncall() {}

  static boolean isKnown() {
    return Runtime.version().feature() == KNOWN_JAVA && Architecture.CURRENT == Architecture.X86_64;
  }

  /**
   * Makes the handle.
   *
   * @throws IllegalAccessError if Java was not told to open these packages
   */
  static MethodHandle handle() {
    VMStorage[] none = {};
    VMStorage[] numbers = {rdi, rsi, rdx, rcx, r8, r9};
    VMStorage[] result = {rax};
    ABIDescriptor convention =
        X86_64Architecture.abiFor(
            numbers,
            none,
            result,
            none,
            0,
            new VMStorage[] {r10, r11},
            none,
            STACK_ALIGNMENT,
            0,
            r10,
            r11);
    VMStorage[] arguments = {
      convention.targetAddrStorage(), convention.capturedStateStorage(), rdi, rsi, rdx, rcx, r8, r9
    };
    return SharedSecrets.getJavaLangInvokeAccess()
        .nativeMethodHandle(
            NativeEntryPoint.make(
                convention, arguments, result, Downcall.TYPE, false, ERRNO, true, false));
  }
}
