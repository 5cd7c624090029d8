package left4me.systemd.dbus;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import left4me.systemd.JobResult;
import org.jspecify.annotations.Nullable;

/** The place to wait at for the end of one job. Thread-safe; many may wait. */
final class JobWatch {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable JobResult result;
  private boolean lost;
  private long nudges;

  /** Notes the result, unless there is one, and wakes all. */
  void end(JobResult how) {
    change(
        () -> {
          if (result == null) {
            result = how;
          }
        });
  }

  /** Notes that the connection is gone and wakes all. */
  void lose() {
    change(() -> lost = true);
  }

  /** Wakes all, to look for themselves. */
  void nudge() {
    change(() -> nudges++);
  }

  /** A ticket for {@link #await}: nudges until now do not wake. */
  long nudges() {
    lock.lock();
    try {
      return nudges;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the connection is gone. */
  boolean isLost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the result, for a nudge, for the loss of the connection, or for the time to pass.
   *
   * @param nanos how long at most
   * @param seenNudges the ticket
   * @return the result, if it is known
   */
  Optional<JobResult> await(long nanos, long seenNudges) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (result == null && !lost && nudges == seenNudges && left > 0) {
        left = changed.awaitNanos(left);
      }
      return Optional.ofNullable(result);
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable action) {
    lock.lock();
    try {
      action.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
