package left4me.host;

import java.nio.channels.ClosedByInterruptException;

/** Interrupts as Java tells them of work on a file: by a channel that it closed. */
final class Interrupts {

  private Interrupts() {}

  /**
   * The same as of any other wait, the thread's status included, which from here on the exception
   * tells.
   *
   * @param during what it ended
   */
  static InterruptedException of(ClosedByInterruptException e, String during) {
    Thread.interrupted();
    InterruptedException interrupted = new InterruptedException(during);
    interrupted.initCause(e);
    return interrupted;
  }
}
