package left4me.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import left4me.host.HostException;
import left4me.host.LogLine;
import left4me.host.Outcome;
import left4me.host.OutputListener;
import left4me.host.Step;
import left4me.host.StepListener;
import left4me.instance.InstanceName;

/** Does one thing to several instances at once; one that fails hinders no other. */
final class Each {

  /** What to do to one instance. */
  interface Action {
    Outcome run(InstanceName name, StepListener listener)
        throws HostException, InterruptedException;
  }

  private final L4d2ctl program;
  private final String operation;
  private final boolean verbose;
  private final Progress progress = new Progress(System::nanoTime);

  /**
   * @param operation what it is, for programs
   */
  Each(L4d2ctl program, String operation) {
    this(program, operation, false);
  }

  private Each(L4d2ctl program, String operation, boolean verbose) {
    this.program = program;
    this.operation = operation;
    this.verbose = verbose;
  }

  /** The same, with what the units print meanwhile. */
  Each verbose(boolean wanted) {
    return new Each(program, operation, wanted);
  }

  /**
   * Does it to all, side by side, and tells what became of each.
   *
   * @return the exit status: 1 if one failed
   */
  int run(List<InstanceName> names, Action action) throws InterruptedException {
    List<InstanceName> all = names.stream().distinct().toList();
    Report report = program.report(all.size() > 1);
    int status = 0;
    // The line comes after the threads, and so is closed before they are waited for.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ProgressLine line = progressLine()) {
      List<Future<Boolean>> runs = new ArrayList<>();
      for (InstanceName name : all) {
        runs.add(threads.submit(() -> run(name, action, report)));
      }
      try {
        for (Future<Boolean> run : runs) {
          status = get(run) ? status : 1;
        }
      } catch (InterruptedException e) {
        threads.shutdownNow();
        throw e;
      }
    }
    return status;
  }

  /** None where polkit's agent may ask for a password on the same terminal, nor for programs. */
  private ProgressLine progressLine() {
    boolean shown = program.caller().ownsFiles() && !program.json();
    return ProgressLine.show(shown ? progress : new Progress(System::nanoTime), program.terminal());
  }

  private boolean run(InstanceName name, Action action, Report report) throws InterruptedException {
    progress.step(name, operation);
    try {
      Outcome outcome = action.run(name, listener(report));
      report.done(name, operation, outcome);
      return true;
    } catch (HostException e) {
      report.failed(Optional.of(name), operation, e);
      return false;
    } finally {
      progress.end(name);
    }
  }

  private static boolean get(Future<Boolean> run) throws InterruptedException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      switch (Objects.requireNonNullElse(e.getCause(), e)) {
        case RuntimeException bug -> throw bug;
        case Error bug -> throw bug;
        case InterruptedException interrupted -> throw interrupted;
        case Throwable other -> throw new IllegalStateException(other);
      }
    }
  }

  private StepListener listener(Report report) {
    StepListener steps =
        step -> {
          progress.step(step.instance(), step.sentence());
          report.step(step);
        };
    return verbose ? new WithOutput(steps, report) : steps;
  }

  /** The host looks for output only where there is such a listener. */
  private record WithOutput(StepListener steps, Report report) implements OutputListener {

    @Override
    public void onStep(Step step) {
      steps.onStep(step);
    }

    @Override
    public void onOutput(LogLine line) {
      report.output(line);
    }
  }
}
