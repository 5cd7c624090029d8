package left4me.systemd.dbus;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A systemd of our making on a bus of our own, anew for each test, and threads to call it from.
 * Needs dbus-daemon.
 */
final class FakeHost implements BeforeEachCallback, AfterEachCallback {

  static final UnitName UNIT = new UnitName("a.service");
  static final Duration LONG = Duration.ofSeconds(60);

  /** To be waited for to its end, and yet longer than a machine under load takes to answer. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private @Nullable PrivateBus bus;
  private @Nullable FakeSystemd systemd;
  private @Nullable ExecutorService threads;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    bus = PrivateBus.start();
    systemd = new FakeSystemd(bus);
    threads = Executors.newVirtualThreadPerTaskExecutor();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    threads().shutdownNow();
    systemd().close();
    bus().remove();
  }

  PrivateBus bus() {
    return Objects.requireNonNull(bus);
  }

  FakeSystemd systemd() {
    return Objects.requireNonNull(systemd);
  }

  ExecutorService threads() {
    return Objects.requireNonNull(threads);
  }

  /** No look at the unit unless a test wants one: it could hide a signal that was missed. */
  SystemdSettings settings() {
    return SystemdSettings.systemBus().withBusAddress(bus().address()).withLookInterval(LONG);
  }

  /** Another systemd in the place of the one that left. */
  void anotherSystemd() throws Exception {
    anotherSystemd(fake -> {});
  }

  /** The same, with what it knows from its beginning. */
  void anotherSystemd(Consumer<FakeSystemd> knowledge) throws Exception {
    systemd = new FakeSystemd(bus(), knowledge);
  }

  /** A bus and a systemd in the place of a bus that was killed. */
  void revive() throws Exception {
    systemd().close();
    bus().restart();
    anotherSystemd();
  }
}
