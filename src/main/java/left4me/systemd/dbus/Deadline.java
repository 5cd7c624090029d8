package left4me.systemd.dbus;

import java.math.BigDecimal;
import java.time.Duration;
import left4me.systemd.Limits;

/**
 * A moment on the monotonic clock by which something has to be over. Immutable.
 *
 * @param limit how far away it was when it was set, for messages
 * @param nanoTime the moment, on {@link System#nanoTime()}
 */
record Deadline(Duration limit, long nanoTime) {

  /** The deadline after a limit; after {@link Limits#FOREVER} if that is longer. */
  static Deadline after(Duration limit) {
    Duration bounded = Limits.bounded(limit);
    return new Deadline(bounded, System.nanoTime() + bounded.toNanos());
  }

  /** The limit for a person, such as {@code 30 s} or {@code 0.5 s}. */
  String limitText() {
    return text(limit);
  }

  /** A duration for a person. */
  static String text(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
    return seconds.toPlainString() + " s";
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
