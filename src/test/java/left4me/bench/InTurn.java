package left4me.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Steps that are run in turn, A B A B: what else the machine is at, and how warm it is, then meets
 * all of them alike. The first rounds warm up and are forgotten.
 */
final class InTurn {

  private static final double NANOS_IN_A_MILLISECOND = 1e6;

  private final List<Step> steps = new ArrayList<>();
  private boolean warm;

  /** Something to be done. */
  interface Action {
    void run() throws Exception;
  }

  /** Something that has a figure. */
  interface Measured {
    double run() throws Exception;
  }

  private interface Step {
    void run() throws Exception;
  }

  /** Adds a step whose wall time counts, in milliseconds. */
  Series timed(Action action) {
    return measured(() -> milliseconds(action));
  }

  /** Adds a step that gives its own figure. */
  Series measured(Measured step) {
    Series series = new Series();
    steps.add(
        () -> {
          double value = step.run();
          if (warm) {
            series.add(value);
          }
        });
    return series;
  }

  /** Adds a step that is needed by the others, and not looked at. */
  void untimed(Action action) {
    steps.add(action::run);
  }

  /** Runs all steps, in their order, over and over. */
  void run(int warmUps, int rounds) throws Exception {
    for (int i = 0; i < warmUps + rounds; i++) {
      warm = i >= warmUps;
      for (Step step : steps) {
        step.run();
      }
    }
  }

  static double milliseconds(Action action) throws Exception {
    long begin = System.nanoTime();
    action.run();
    return (System.nanoTime() - begin) / NANOS_IN_A_MILLISECOND;
  }
}
