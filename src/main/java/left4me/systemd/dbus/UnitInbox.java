package left4me.systemd.dbus;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import left4me.systemd.UnitName;

/**
 * What was announced and is not read yet. Bounded: one that is full forgets it all and says that
 * something was missed. Beside it, of which units the status is wanted once more. Thread-safe.
 */
final class UnitInbox implements Consumer<UnitEvent> {

  private final int bound;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<UnitEvent> events = new ArrayDeque<>();
  private final Set<UnitName> again = new LinkedHashSet<>();
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

  /** Notes that a unit's status is wanted once more, and wakes whoever waits. Does not block. */
  void again(UnitName unit) {
    lock.lock();
    try {
      if (!closed) {
        again.add(unit);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Takes the units whose status is wanted once more, in the order in which they were noted. */
  List<UnitName> takeAgain() {
    lock.lock();
    try {
      List<UnitName> units = List.copyOf(again);
      again.clear();
      return units;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the oldest event.
   *
   * @param deadline until when to wait for one
   * @return the event; empty if there was none in time, a status is wanted, or this is closed
   */
  Optional<UnitEvent> take(Deadline deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = deadline.nanosLeft();
      while (events.isEmpty() && again.isEmpty() && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return Optional.ofNullable(events.poll());
    } finally {
      lock.unlock();
    }
  }

  /** Takes the oldest event, without waiting; empty if there is none. */
  Optional<UnitEvent> poll() {
    lock.lock();
    try {
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
