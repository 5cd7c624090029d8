package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import left4me.systemd.Pending;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import left4me.systemd.UnitState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A unit's state that is asked for first and waited for later. Needs dbus-daemon. */
@Timeout(120)
class PendingStateTest {

  private static final UnitName UNIT = new UnitName("a.service");
  private static final String ASKED = "ListUnitsByPatterns";

  private final CompletableFuture<Void> never = new CompletableFuture<>();
  private PrivateBus bus;
  private FakeSystemd systemd;
  private SystemdSettings settings;

  @BeforeEach
  void start() throws Exception {
    bus = PrivateBus.start();
    systemd = new FakeSystemd(bus);
    systemd.onRead(read -> never.join());
    settings = SystemdSettings.systemBus().withBusAddress(bus.address());
  }

  @AfterEach
  void stop() throws Exception {
    never.complete(null);
    systemd.close();
    bus.remove();
  }

  @Test
  void isAskedForAgainWhenSystemdLeavesWithoutAnAnswer() throws Exception {
    try (ServiceManager manager = ServiceManager.connect(settings)) {
      Pending<UnitState> state = manager.askState(UNIT);
      systemd.nextAsked(ASKED);

      systemd.crash();
      systemd = new FakeSystemd(bus, fake -> fake.unit(UNIT.objectPath(), "active", "running", ""));

      assertThat(state.await().isActive()).isTrue();
    }
  }

  @Test
  void isNotWaitedForLongerThanTheLimitAndAskedForOnce() throws Exception {
    Duration limit = Duration.ofSeconds(1);
    try (ServiceManager manager = ServiceManager.connect(settings.withCallLimit(limit))) {
      Pending<UnitState> state = manager.askState(UNIT);

      assertThatThrownBy(state::await).isInstanceOf(SystemdException.TimedOut.class);

      systemd.nextAsked(ASKED);
      never.complete(null);
      assertThat(manager.askState(UNIT).await()).isEqualTo(UnitState.NOT_LOADED);
      systemd.nextAsked(ASKED);
      assertThat(systemd.isAskedNoMore()).isTrue();
    }
  }
}
