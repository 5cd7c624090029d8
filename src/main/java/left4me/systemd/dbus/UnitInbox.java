package left4me.systemd.dbus;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What was announced and is not read yet. Bounded: one that is full forgets all and says that
 * something was missed. Thread-safe.
 */
final class UnitInbox implements Consumer<UnitEvent> {

  private final int bound;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<UnitEvent> events = new ArrayDeque<>();
  private boolean closed;

  /**
   * Makes an empty one.
   *
   * @param bound how many events to hold
   */
  UnitInbox(int bound) {
    this.bound = bound;
  }

  /** Adds an event. Does not block. */
  @Override
  public void accept(UnitEvent event) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      // Whoever looks at all units anew needs nothing of what was announced before.
      if (event instanceof UnitEvent.Missed) {
        events.clear();
      }
      if (events.size() >= bound) {
        events.clear();
        events.add(new UnitEvent.Missed());
      } else {
        events.add(event);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the oldest event.
   *
   * @param deadline until when to wait for one
   * @return the event; empty if there was none in time, or this is closed
   */
  Optional<UnitEvent> take(Deadline deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = deadline.nanosLeft();
      while (events.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return Optional.ofNullable(events.poll());
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets all, now and later, and wakes whoever waits. */
  void close() {
    lock.lock();
    try {
      closed = true;
      events.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
