package left4me.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Steps that are run in turn, A B A B: what else the machine is at, and how warm it is, then meets
 * all of them alike. The first rounds warm up and are forgotten. Where the machine stood still in
 * too many of the others there are more of them, as long as that promises to help.
 */
final class InTurn {

  private static final double NANOS_IN_A_MILLISECOND = 1e6;

  /** How many times the rounds that are wanted there may be. */
  private static final int MOST_TIMES = 3;

  /** How many times as often as so far the machine may happen to run on. */
  private static final int LUCK = 2;

  /** How long a slow machine may take for rounds; then there are fewer, which their count says. */
  private static final long LONGEST_NANOS = 180_000_000_000L;

  private static final int FEWEST = 2;

  private final Machine machine;
  private final List<Step> steps = new ArrayList<>();
  private final List<Series> all = new ArrayList<>();
  private boolean warm;

  InTurn(Machine machine) {
    this.machine = machine;
  }

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

  /** Adds a step whose wall time counts, in milliseconds, and is disturbed by a stall. */
  Series timed(Action action) {
    Series series = series();
    steps.add(
        () -> {
          long begin = machine.now();
          action.run();
          long end = machine.now();
          if (warm) {
            series.add((end - begin) / NANOS_IN_A_MILLISECOND, machine.stoodStill(begin, end));
          }
        });
    return series;
  }

  /** Adds a step that gives its own figure, which no stall changes. */
  Series measured(Measured step) {
    Series series = series();
    steps.add(
        () -> {
          double value = step.run();
          if (warm) {
            series.add(value, false);
          }
        });
    return series;
  }

  private Series series() {
    Series series = new Series();
    all.add(series);
    return series;
  }

  /** Adds a step that is needed by the others, and not looked at. */
  void untimed(Action action) {
    steps.add(action::run);
  }

  /** Runs all steps, in their order, over and over. */
  void run(int warmUps, int rounds) throws Exception {
    all.forEach(series -> series.want(rounds));
    for (int i = 0; i < warmUps; i++) {
      round();
    }
    warm = true;
    long end = machine.now() + LONGEST_NANOS;
    for (int done = 0; done < rounds || isWorthMore(done, rounds); done++) {
      if (done >= FEWEST && machine.now() >= end) {
        break;
      }
      round();
    }
  }

  private void round() throws Exception {
    for (Step step : steps) {
      step.run();
    }
  }

  /** Not if one of them would not have enough even with luck: some operations take too long. */
  private boolean isWorthMore(int done, int rounds) {
    List<Series> lacking = all.stream().filter(series -> !series.hasEnough()).toList();
    double times = (double) MOST_TIMES * rounds / done;
    return times > 1
        && !lacking.isEmpty()
        && lacking.stream().allMatch(series -> series.wouldHaveEnough(LUCK * times));
  }

  static double milliseconds(Action action) throws Exception {
    long begin = System.nanoTime();
    action.run();
    return (System.nanoTime() - begin) / NANOS_IN_A_MILLISECOND;
  }
}
