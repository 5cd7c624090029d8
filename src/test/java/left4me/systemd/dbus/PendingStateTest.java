package left4me.systemd.dbus;

import static left4me.systemd.dbus.FakeHost.UNIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import left4me.systemd.Pending;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.UnitState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A unit's state that is asked for first and waited for later. Needs dbus-daemon. */
@Timeout(120)
class PendingStateTest {

  private static final String ASKED = "ListUnitsByPatterns";

  private final CompletableFuture<Void> never = new CompletableFuture<>();

  @RegisterExtension final FakeHost host = new FakeHost();

  @BeforeEach
  void noReadIsAnswered() {
    host.systemd().onRead(read -> never.join());
  }

  @AfterEach
  void allAre() {
    never.complete(null);
  }

  @Test
  void isAskedForAgainWhenSystemdLeavesWithoutAnAnswer() throws Exception {
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      Pending<UnitState> state = manager.askState(UNIT);
      host.systemd().nextAsked(ASKED);

      host.systemd().crash();
      host.anotherSystemd(fake -> fake.unit(UNIT.objectPath(), "active", "running", ""));

      assertThat(state.await().isActive()).isTrue();
    }
  }

  @Test
  void saysWhetherThereIsAJob() throws Exception {
    never.complete(null);
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      host.systemd().unit(UNIT.objectPath(), "inactive", "dead", "/job/1");
      assertThat(manager.state(UNIT).isAtRest()).isFalse();
      host.systemd().unit(UNIT.objectPath(), "inactive", "dead", "");
      assertThat(manager.state(UNIT).isAtRest()).isTrue();
    }
  }

  @Test
  void isNotWaitedForLongerThanTheLimitAndAskedForOnce() throws Exception {
    Duration limit = Duration.ofSeconds(1);
    try (ServiceManager manager = ServiceManager.connect(host.settings().withCallLimit(limit))) {
      Pending<UnitState> state = manager.askState(UNIT);

      assertThatThrownBy(state::await).isInstanceOf(SystemdException.TimedOut.class);

      host.systemd().nextAsked(ASKED);
      never.complete(null);
      assertThat(manager.askState(UNIT).await()).isEqualTo(UnitState.NOT_LOADED);
      host.systemd().nextAsked(ASKED);
      assertThat(host.systemd().isAskedNoMore()).isTrue();
    }
  }
}
