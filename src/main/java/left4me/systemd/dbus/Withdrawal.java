package left4me.systemd.dbus;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.freedesktop.dbus.DBusPath;

/**
 * Withdraws the job of an order whose caller was interrupted, or ran out of time, before systemd
 * answered: as soon as its answer has the job's name. Thread-safe.
 */
final class Withdrawal implements Consumer<Answer> {

  /** systemd asks polkit before it answers. One that hangs is not to keep the caller for long. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Session session;
  private final Duration callLimit;
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * Prepares it.
   *
   * @param session where the order was given
   * @param callLimit how long the withdrawing call may take
   */
  Withdrawal(Session session, Duration callLimit) {
    this.session = session;
    this.callLimit = callLimit;
  }

  /** Takes the late answer to the order. Does not block. */
  @Override
  public void accept(Answer answer) {
    if (answer instanceof Answer.Returned returned
        && !returned.values().isEmpty()
        && returned.values().getFirst() instanceof DBusPath path) {
      Thread.ofVirtual().name("left4me-systemd-cancel").start(() -> cancel(path.getPath()));
    } else {
      over.countDown();
    }
  }

  private void cancel(String path) {
    try {
      session.call(DbusJob.cancelCall(path), Deadline.after(callLimit), late -> {});
    } catch (InterruptedException never) {
      Thread.currentThread().interrupt();
    } finally {
      over.countDown();
    }
  }

  /**
   * Waits until it is done, for a short while at most: else whoever asks next about the unit may
   * find it down, and see it come up then.
   */
  void await() {
    try {
      // If it is not by then, it goes on by itself.
      var _ = over.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException hurried) {
      // The caller tells of an interrupt as it is.
    }
  }
}
