package left4me.systemd;

import java.time.Duration;

/**
 * How to reach systemd, and how long to wait for it.
 *
 * @param busAddress the D-Bus address of the bus that systemd is on, such as {@code
 *     unix:path=/run/dbus/system_bus_socket}
 * @param callLimit how long one call may take, with connecting and with waiting for a systemd that
 *     re-executes itself; a call for which a person may be asked for a password has {@link
 *     #orderLimit}
 * @param lookInterval how long to wait for the end of a job before looking at the unit, in case the
 *     signal was lost; the intervals double up to eight times that
 * @param maxInFlight how many calls may be unanswered at once; dbus-daemon refuses the 129th
 * @param interactive whether polkit may ask the person at the terminal for a password
 */
public record SystemdSettings(
    String busAddress,
    Duration callLimit,
    Duration lookInterval,
    int maxInFlight,
    boolean interactive) {

  /** The standard place of the system bus ({@code dbus-daemon(1)}). */
  private static final String SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket";

  /** What a person is given to type one. */
  private static final Duration PASSWORD = Duration.ofMinutes(5);

  /**
   * Checks the numbers. A limit that is longer than {@link Limits#FOREVER} is that.
   *
   * @throws IllegalArgumentException if a limit is not positive
   */
  public SystemdSettings {
    callLimit = Limits.positive(callLimit, "the limit of a call");
    lookInterval = Limits.positive(lookInterval, "the interval between looks");
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("no call may be in flight");
    }
  }

  /** The system bus, 30 s for a call, a look each 5 s, 100 calls in flight, no password prompt. */
  public static SystemdSettings systemBus() {
    return new SystemdSettings(
        SYSTEM_BUS, Duration.ofSeconds(30), Duration.ofSeconds(5), 100, false);
  }

  /** These settings with another bus. */
  public SystemdSettings withBusAddress(String address) {
    return new SystemdSettings(address, callLimit, lookInterval, maxInFlight, interactive);
  }

  /** These settings with another limit for a call. */
  public SystemdSettings withCallLimit(Duration limit) {
    return new SystemdSettings(busAddress, limit, lookInterval, maxInFlight, interactive);
  }

  /** These settings with another interval between looks. */
  public SystemdSettings withLookInterval(Duration interval) {
    return new SystemdSettings(busAddress, callLimit, interval, maxInFlight, interactive);
  }

  /** These settings, with polkit asking for a password where it wants one. */
  public SystemdSettings withPasswordPrompt() {
    return new SystemdSettings(busAddress, callLimit, lookInterval, maxInFlight, true);
  }

  /**
   * How long a call may take that needs polkit's permission, once there is a connection: five
   * minutes, or {@link #callLimit} if that is longer, where a person may be asked for a password;
   * {@link #callLimit} otherwise.
   */
  public Duration orderLimit() {
    return interactive && PASSWORD.compareTo(callLimit) > 0 ? PASSWORD : callLimit;
  }
}
