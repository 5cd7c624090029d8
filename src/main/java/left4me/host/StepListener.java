package left4me.host;

/**
 * Is told the steps of an operation, in their order, on the thread that called it. What it throws
 * ends the operation.
 */
@FunctionalInterface
public interface StepListener {

  /** Listens to nothing. */
  StepListener NONE = step -> {};

  /**
   * Takes a step.
   *
   * @param step the step
   */
  void onStep(Step step);
}
