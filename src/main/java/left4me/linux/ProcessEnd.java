package left4me.linux;

/** The end of this process. */
public final class ProcessEnd {

  private ProcessEnd() {}

  /**
   * Ends all threads at once, without a word to any of them: {@code exit_group(2)}. Returns only if
   * the kernel has no such call.
   *
   * @param status what the process ends with, of which the low byte counts
   */
  public static void now(int status) {
    Kernel.call(SystemCall.EXIT_GROUP, status);
  }
}
