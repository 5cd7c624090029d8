package left4me.systemd.dbus;

import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The unique name that a well-known name stands for now, and the place to wait for one.
 * Thread-safe.
 */
final class CurrentOwner {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable String name;
  private boolean ended;

  /** Notes who it is now. */
  void is(String uniqueName) {
    change(() -> name = uniqueName);
  }

  /** Notes that it is nobody for now. */
  void isNobody() {
    change(() -> name = null);
  }

  /** Notes that it will be nobody ever, as the bus is lost. */
  void end() {
    change(
        () -> {
          name = null;
          ended = true;
        });
  }

  /**
   * Waits while there is none.
   *
   * @param stale a name that turned out to be gone; null if none did
   * @param deadline until when to wait
   * @return the name; empty if none appeared, or none ever will
   */
  Optional<String> await(@Nullable String stale, Deadline deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = deadline.nanosLeft();
      while ((name == null || name.equals(stale)) && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      return Optional.ofNullable(name).filter(found -> !found.equals(stale));
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
