package left4me.host;

/**
 * Passes steps and output on, never two at once.
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
    listener.onOutput(line);
  }
}
