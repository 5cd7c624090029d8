package left4me.host;

/**
 * Is told the steps of an operation, in their order, on the thread that called it.
 *
 * <p>What it throws ends the operation there, and comes out of it. No job of systemd's is under way
 * at a step, and the instance is free for the next caller: as far as the operation had come it
 * stays, so that a start may have marked the server to come back and not have started it, and a
 * restart have stopped it. As after an interrupt, it can be started, stopped, reset or deleted.
 *
 * <p>While it takes a step the operation waits, with the instance, and no interrupt ends that: so
 * it returns soon. It may ask the host, but calls no operation of {@link Left4meHost}'s on the
 * instance that it hears of: that is an {@link IllegalStateException}.
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
