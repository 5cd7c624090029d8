package left4me.cli;

import java.util.Optional;
import java.util.function.Consumer;
import left4me.host.HostException;

/**
 * Takes one thing after another as they come, until there are no more, whoever reads has had
 * enough, or a signal ends the program.
 */
final class Streaming {

  private final Terminal terminal;
  private final Ending ending;

  Streaming(L4d2ctl program) {
    this.terminal = program.terminal();
    this.ending = program.ending();
  }

  /** What waits for the next one. */
  interface Source<T> {
    Optional<T> next() throws HostException, InterruptedException;
  }

  /**
   * Takes all there are.
   *
   * @return the exit status
   */
  <T> int take(Source<T> source, Consumer<T> sink) throws HostException {
    try {
      for (Optional<T> each = source.next(); each.isPresent(); each = source.next()) {
        sink.accept(each.get());
        if (terminal.out().failure().isPresent()) {
          return 0;
        }
      }
      return 0;
    } catch (InterruptedException e) {
      return terminal.out().isAbandoned() ? 0 : Ending.INTERRUPTED_STATUS;
    }
  }

  /**
   * Takes all of what has no end.
   *
   * @return the exit status
   */
  <T> int follow(Source<T> source, Consumer<T> sink) throws HostException {
    endWithTheReader();
    try {
      int status = take(source, sink);
      if (status != 0 || terminal.out().failure().isPresent()) {
        return status;
      }
    } catch (HostException e) {
      // Ctrl-C reaches our children as well, and they may be gone before we are told.
      if (ending.isNear()) {
        return Ending.INTERRUPTED_STATUS;
      }
      throw e;
    }
    if (ending.isNear()) {
      return Ending.INTERRUPTED_STATUS;
    }
    terminal.complain("there is nothing to follow any more");
    return 1;
  }

  /** What is followed may have no next line for hours, so that a write would not tell. */
  private void endWithTheReader() {
    Thread command = Thread.currentThread();
    Thread.ofPlatform()
        .daemon()
        .name("l4d2ctl-reader")
        .start(
            () -> {
              if (terminal.out().awaitAbandoned()) {
                command.interrupt();
              }
            });
  }
}
