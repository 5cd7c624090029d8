package left4me.host;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import left4me.systemd.Limits;
import left4me.systemd.SystemdSettings;

/**
 * The settings of a {@link Left4meHost}. Each returns this. Not thread-safe.
 *
 * <p>A limit is positive. One of a century or more, such as the duration of {@link
 * java.time.temporal.ChronoUnit#FOREVER}, is none.
 */
public final class Left4meHostBuilder {

  private Path root = Path.of("/var/lib/left4me");
  private Duration jobLimit = Duration.ofMinutes(3);
  private Duration lockLimit = Duration.ofMinutes(2);
  private InstantSource clock = InstantSource.system();
  private SystemdSettings systemd = SystemdSettings.systemBus();

  Left4meHostBuilder() {}

  /**
   * The root of all instances; {@code /var/lib/left4me} if not set.
   *
   * @throws IllegalArgumentException if it is not an absolute path, or has a colon or a control
   *     character in it: no layer below it could be named to the kernel
   */
  public Left4meHostBuilder root(Path root) {
    if (!root.isAbsolute()) {
      throw new IllegalArgumentException("the root is not an absolute path: " + root);
    }
    if (root.toString().chars().anyMatch(c -> c == ':' || Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          "the root has a colon or a control character in its path, in which layers cannot be named: "
              + root);
    }
    this.root = root.normalize();
    return this;
  }

  /**
   * The D-Bus address of systemd's bus, as in the D-Bus specification; {@code
   * unix:path=/run/dbus/system_bus_socket} if not set.
   */
  public Left4meHostBuilder busAddress(String address) {
    this.systemd = systemd.withBusAddress(address);
    return this;
  }

  /**
   * How long systemd may take to answer one call, connecting included; 30 s if not set.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Left4meHostBuilder callLimit(Duration limit) {
    this.systemd = systemd.withCallLimit(limit);
    return this;
  }

  /**
   * How long one job of systemd may take before it is withdrawn; 3 minutes if not set, which is
   * more than systemd itself gives a start and the stop after one that took too long: so it is
   * systemd that ends it, and tells which command did. That a start or stop waits for its turn,
   * while many others are under way, does not count.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Left4meHostBuilder jobLimit(Duration limit) {
    this.jobLimit = Limits.positive(limit, "the limit of a job");
    return this;
  }

  /**
   * How long to wait for another caller of the same instance; two minutes if not set.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Left4meHostBuilder lockLimit(Duration limit) {
    this.lockLimit = Limits.positive(limit, "the limit of a lock");
    return this;
  }

  /** What {@link Step}s are dated by; the system's clock if not set. Limits do not depend on it. */
  public Left4meHostBuilder clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /**
   * Has polkit ask the person at the terminal for a password where it wants one, and gives that
   * person five minutes; what needs no permission has the limit of a call as ever.
   */
  public Left4meHostBuilder passwordPrompt() {
    this.systemd = systemd.withPasswordPrompt();
    return this;
  }

  /** Makes the host; connects to nothing yet. */
  public Left4meHost build() {
    return new Left4meHost(new HostSettings(root, jobLimit, lockLimit, clock, systemd));
  }
}
