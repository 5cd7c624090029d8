package left4me.systemd.dbus;

import static left4me.systemd.dbus.FakeHost.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import left4me.systemd.ServiceManager;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import left4me.systemd.UnitWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader of a watch that waits for moments alone, and comes back. */
@Timeout(60)
final class ShortReadTest {

  private static final UnitName UNIT = new UnitName("x@1.service");

  /** What an answer takes: more than any read here is to wait. */
  private static final long SYSTEMDS_TIME = 200;

  private static final Duration MOMENT = Duration.ofMillis(50);

  /** More than a test here may take. */
  private static final Duration FOR_EVER = Duration.ofHours(1);

  @RegisterExtension final FakeHost host = new FakeHost();

  /** What came after an announcement was lost is found by asking, which takes its time. */
  @ParameterizedTest
  @ValueSource(ints = {0, 50})
  void itIsToldWhatAReloadHasHidden(int millis) throws Exception {
    host.systemd().unit(UNIT.objectPath(), "active", "running", "");
    try (ServiceManager manager = ServiceManager.connect(host.settings());
        UnitWatch watch = manager.watch("x")) {
      assertThat(watch.next(PATIENCE)).map(UnitStatus::activeState).hasValue("active");
      host.systemd().unit(UNIT.objectPath(), "inactive", "dead", "");
      host.systemd().onRead(read -> pause());
      host.systemd().reloaded();

      assertThat(readAgainAndAgain(watch, Duration.ofMillis(millis)))
          .map(UnitStatus::activeState)
          .hasValue("inactive");
    }
  }

  @Test
  void itIsToldWhatTheLossOfTheBusHasHidden() throws Exception {
    host.systemd().unit(UNIT.objectPath(), "active", "running", "");
    try (ServiceManager manager = ServiceManager.connect(host.settings());
        UnitWatch watch = manager.watch("x")) {
      assertThat(watch.next(PATIENCE)).map(UnitStatus::activeState).hasValue("active");
      host.bus().kill();
      host.revive();
      host.systemd().unit(UNIT.objectPath(), "inactive", "dead", "");
      host.systemd().onRead(read -> pause());

      assertThat(readAgainAndAgain(watch, Duration.ZERO))
          .map(UnitStatus::activeState)
          .hasValue("inactive");
    }
  }

  /** That may be as long as a call may take. */
  @Test
  void itWaitsForNoConnectionLongerThanItSays() throws Exception {
    try (ServiceManager manager = ServiceManager.connect(host.settings().withCallLimit(FOR_EVER));
        UnitWatch watch = manager.watch("x")) {
      host.bus().kill();
      host.bus().restart();
      host.bus().freeze();

      // One that waited for the connection would end by this class's limit.
      for (int i = 0; i < 5; i++) {
        assertThat(watch.next(MOMENT)).isEmpty();
      }

      host.bus().kill();
    }
  }

  /** Until there is something; if there never is, this class's limit ends it. */
  private static Optional<UnitStatus> readAgainAndAgain(UnitWatch watch, Duration limit)
      throws InterruptedException {
    Optional<UnitStatus> status = watch.next(limit);
    while (status.isEmpty()) {
      status = watch.next(limit);
    }
    return status;
  }

  private static void pause() {
    try {
      Thread.sleep(SYSTEMDS_TIME);
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }
}
