package left4me.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import left4me.host.HostException;
import left4me.host.StepListener;
import left4me.instance.InstanceName;

/** Does one thing to several instances at once; one that fails hinders no other. */
final class Each {

  /** What to do to one instance. */
  interface Action {
    void run(InstanceName name, StepListener steps) throws HostException, InterruptedException;
  }

  private final Terminal terminal;

  Each(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Does it to all, side by side, and says each failure.
   *
   * @return the exit status: 1 if one failed
   */
  int run(List<InstanceName> names, Action action) throws InterruptedException {
    StepListener steps =
        step ->
            terminal.say(
                "Step: " + (names.size() > 1 ? step.instance() + ": " : "") + step.sentence());
    int status = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> runs = new ArrayList<>();
      for (InstanceName name : names.stream().distinct().toList()) {
        runs.add(
            threads.submit(
                () -> {
                  action.run(name, steps);
                  return name;
                }));
      }
      try {
        for (Future<?> run : runs) {
          try {
            run.get();
          } catch (ExecutionException e) {
            status = 1;
            complain(Objects.requireNonNullElse(e.getCause(), e));
          }
        }
      } catch (InterruptedException e) {
        threads.shutdownNow();
        throw e;
      }
    }
    return status;
  }

  private void complain(Throwable failure) {
    switch (failure) {
      case HostException e -> terminal.complain(e.getMessage());
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }
}
