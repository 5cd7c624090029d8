package left4me.systemd.dbus;

import java.time.Duration;

/**
 * A moment on the monotonic clock by which something has to be over. Immutable.
 *
 * @param limit how far away it was when it was set, for messages
 * @param nanoTime the moment, on {@link System#nanoTime()}
 */
record Deadline(Duration limit, long nanoTime) {

  static Deadline after(Duration limit) {
    return new Deadline(limit, System.nanoTime() + limit.toNanos());
  }

  /** The nanoseconds that are left; 0 if it has passed. */
  long nanosLeft() {
    return Math.max(0, nanoTime - System.nanoTime());
  }

  boolean hasPassed() {
    return nanosLeft() == 0;
  }

  /** This deadline, or one after a limit, whichever comes first. */
  Deadline orAfter(Duration sooner) {
    Deadline other = after(sooner);
    return other.nanoTime - nanoTime < 0 ? other : this;
  }
}
