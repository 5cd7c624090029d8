package left4me.systemd;

import java.time.Duration;

/** How long to wait, in durations that can be reckoned with in nanoseconds. */
public final class Limits {

  /** As long as it takes: longer than any host is up. */
  public static final Duration FOREVER = Duration.ofDays(36_500);

  private Limits() {}

  /** A limit, as far as it is between nothing and {@link #FOREVER}. */
  public static Duration bounded(Duration limit) {
    if (limit.isNegative()) {
      return Duration.ZERO;
    }
    return limit.compareTo(FOREVER) < 0 ? limit : FOREVER;
  }

  /**
   * A limit, as far as it is not longer than {@link #FOREVER}.
   *
   * @param limit the limit
   * @param name what it is called
   * @throws IllegalArgumentException if it is not positive
   */
  public static Duration positive(Duration limit, String name) {
    if (!limit.isPositive()) {
      throw new IllegalArgumentException(name + " is not positive: " + limit);
    }
    return bounded(limit);
  }
}
