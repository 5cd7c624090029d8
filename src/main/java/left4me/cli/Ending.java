package left4me.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of the program by a signal, such as Ctrl-C, as its command hears of it. */
final class Ending {

  /** How long an interrupted command has to withdraw its jobs. */
  private static final int GRACE_SECONDS = 5;

  /** What reaches a child at once takes the JVM a moment to be told of. */
  private static final int MOMENT_MILLIS = 500;

  /** As a shell has it for a program that an interrupt ended; it is what the JVM ends with. */
  static final int INTERRUPTED_STATUS = 130;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  /**
   * Has a signal interrupt the command: the JVM by itself only runs its hooks, and waits for them.
   */
  void interrupt(Thread command) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  begun.countDown();
                  if (done.getCount() > 0) {
                    command.interrupt();
                    try {
                      done.await(GRACE_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }
                }));
  }

  /** Tells that the command has ended, by itself or interrupted. */
  void commandIsDone() {
    done.countDown();
  }

  /** Whether a signal ends the program, now or in a moment. */
  boolean isNear() {
    try {
      return begun.await(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }
}
