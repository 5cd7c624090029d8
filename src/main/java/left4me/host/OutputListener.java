package left4me.host;

/**
 * A listener that also wants what an instance's units print while an operation runs: the server,
 * and the helper before and after it.
 *
 * <p>Output comes on a thread of its own, but for the last lines, which come like the steps on the
 * caller's; never two at once. What was printed before the operation returned, and has reached the
 * journal by then, is passed on before it returns, unless its caller is interrupted: then a line
 * may still be on its way. Where the journal cannot be read, no output comes, and the operation
 * goes on.
 *
 * <p>The next step waits while a line is taken, and the operation with it: so it returns soon. An
 * operation of the same instance that is called here would wait for the one that waits for it, and
 * is refused: as from a step, or by an {@link InstanceBusyException} when its limit has passed.
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
