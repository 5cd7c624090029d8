package left4me.systemd.dbus;

import static left4me.systemd.dbus.FakeHost.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import left4me.systemd.ServiceManager;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import left4me.systemd.UnitWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a watch has to tell by now, taken at once. */
@Timeout(120)
final class ReadyStatusesTest {

  private static final List<UnitName> UNITS =
      List.of(
          new UnitName("x@1.service"),
          new UnitName("x@2.service"),
          new UnitName("x@3.service"),
          new UnitName("x@4.service"));

  @RegisterExtension final FakeHost host = new FakeHost();

  private static List<UnitName> ready(UnitWatch watch) {
    return watch.ready().stream().map(UnitStatus::unit).toList();
  }

  @Test
  void theyComeInTheirOrderUpToOneThatHasToBeAskedFor() throws Exception {
    UNITS.forEach(unit -> host.systemd().unit(unit.objectPath(), "active", "running", ""));
    host.systemd().unit(UNITS.get(2).objectPath(), "failed", "failed", "");
    try (ServiceManager manager = ServiceManager.connect(host.settings());
        UnitWatch watch = manager.watch("x")) {
      assertThat(ready(watch)).containsExactly(UNITS.get(0), UNITS.get(1));
      assertThat(ready(watch)).as("before the failure").isEmpty();
      assertThat(watch.next(PATIENCE)).map(UnitStatus::unit).hasValue(UNITS.get(2));
      assertThat(ready(watch)).containsExactly(UNITS.get(3));

      watch.again(UNITS.get(1));
      watch.again(UNITS.get(0));
      assertThat(ready(watch)).containsExactly(UNITS.get(1), UNITS.get(0));
    }
  }

  /** The last of them is known; and whoever reads would else go round and round for it. */
  @Test
  void whatIsWantedOnceMoreIsToldWithoutABusAsWell() throws Exception {
    UnitName unit = UNITS.getFirst();
    host.systemd().unit(unit.objectPath(), "active", "running", "");
    try (ServiceManager manager = ServiceManager.connect(host.settings());
        UnitWatch watch = manager.watch("x")) {
      assertThat(ready(watch)).containsExactly(unit);
      host.bus().kill();
      // Until the loss is noticed.
      watch.next(PATIENCE);

      watch.again(unit);

      assertThat(watch.next(PATIENCE)).map(UnitStatus::unit).hasValue(unit);
    }
  }

  @Test
  void thereAreNoneOnceItIsClosed() throws Exception {
    host.systemd().unit(UNITS.getFirst().objectPath(), "active", "running", "");
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      UnitWatch watch = manager.watch("x");
      watch.close();
      assertThat(watch.ready()).isEmpty();
    }
  }
}
