package left4me.systemd.dbus;

import static left4me.systemd.dbus.FakeHost.LONG;
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
@Timeout(120)
final class ShortReadTest {

  private static final UnitName UNIT = new UnitName("x@1.service");

  /** Longer than any read here waits. */
  private static final long SYSTEMDS_TIME = 200;

  private static final Duration ENOUGH = Duration.ofSeconds(10);

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
    try (ServiceManager manager = ServiceManager.connect(host.settings().withCallLimit(LONG));
        UnitWatch watch = manager.watch("x")) {
      host.bus().kill();
      host.bus().restart();
      host.bus().freeze();
      long begin = System.nanoTime();

      for (int i = 0; i < 5; i++) {
        assertThat(watch.next(Duration.ofMillis(50))).isEmpty();
      }

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(ENOUGH);
      host.bus().kill();
    }
  }

  private static Optional<UnitStatus> readAgainAndAgain(UnitWatch watch, Duration limit)
      throws InterruptedException {
    Deadline deadline = Deadline.after(ENOUGH);
    Optional<UnitStatus> status = watch.next(limit);
    while (status.isEmpty() && !deadline.hasPassed()) {
      Thread.sleep(10);
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
