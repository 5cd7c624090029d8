package left4me.host;

/**
 * Passes steps and output on, never two at once. What is thrown at a line goes to who is told of
 * what a thread does not catch: neither the operation nor the next line is to suffer from it.
 *
 * @param listener who gets them
 */
record SerialListener(OutputListener listener) implements OutputListener {

  @Override
  public synchronized void onStep(Step step) {
    listener.onStep(step);
  }

  @Override
  public synchronized void onOutput(LogLine line) {
    try {
      listener.onOutput(line);
    } catch (RuntimeException | Error failure) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    }
  }
}
