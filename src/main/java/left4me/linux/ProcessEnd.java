package left4me.linux;

/** The end of this process. */
public final class ProcessEnd {

  private ProcessEnd() {}

  /**
   * Ends all threads at once, without a word to any of them: {@code exit_group(2)}. Does not
   * return.
   *
   * <p>For a program that has no shutdown hook and nothing buffered: Java's exit would set up its
   * logging to log that it was called, and that takes a third of what a whole start of the helper
   * does; its halt waits for threads of its own.
   *
   * @param status what the process ends with, of which the low byte counts
   */
  public static void now(int status) {
    try {
      Kernel.call(SystemCall.EXIT_GROUP, status);
    } finally {
      // Should there be no way to call the kernel.
      Runtime.getRuntime().halt(status);
    }
  }
}
