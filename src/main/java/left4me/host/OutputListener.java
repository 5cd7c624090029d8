package left4me.host;

/**
 * A listener that also wants what an instance's units print while an operation runs: the server,
 * and the helper before and after it.
 *
 * <p>Output comes on a thread of its own, while steps come on the caller's; never two at once. What
 * was printed before the operation returned, and has reached the journal by then, is passed on
 * before it returns. Where the journal cannot be read, no output comes, and the operation goes on.
 *
 * {@snippet class="left4me.example.Snippets" region="output"}
 */
public interface OutputListener extends StepListener {

  /**
   * Takes a line. What this throws is told to the {@link Thread.UncaughtExceptionHandler} of the
   * thread that it is on, which prints it unless the program has set another; the operation goes
   * on, with its own outcome, and so do the lines.
   *
   * @param line the line
   */
  void onOutput(LogLine line);
}
