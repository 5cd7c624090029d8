package left4me.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps a progress in sight of whoever waits at a terminal, and takes it away at the end. */
final class ProgressLine implements AutoCloseable {

  private static final long INTERVAL_MILLIS = 200;

  private final Terminal terminal;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("left4me-progress").factory());

  private ProgressLine(Terminal terminal) {
    this.terminal = terminal;
  }

  static ProgressLine show(Progress progress, Terminal terminal) {
    ProgressLine line = new ProgressLine(terminal);
    if (terminal.surroundings().transientLines()) {
      Future<?> forever =
          line.clock.scheduleAtFixedRate(
              () -> terminal.showTransient(progress.line()),
              INTERVAL_MILLIS,
              INTERVAL_MILLIS,
              TimeUnit.MILLISECONDS);
      assert !forever.isDone();
    }
    return line;
  }

  @Override
  public void close() {
    clock.close();
    terminal.showTransient("");
  }
}
