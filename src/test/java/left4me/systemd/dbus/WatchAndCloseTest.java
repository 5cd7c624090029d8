package left4me.systemd.dbus;

import static left4me.systemd.dbus.FakeHost.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import left4me.systemd.UnitWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A watch whose manager is closed. */
@Timeout(120)
final class WatchAndCloseTest {

  @RegisterExtension final FakeHost host = new FakeHost();

  @Test
  void oneThatWasOpenedWhileItsManagerWasClosedIsOver() throws Exception {
    DbusServiceManager manager = DbusServiceManager.connect(host.settings());
    DbusUnitWatch watch = DbusUnitWatch.open(manager, "a");

    manager.close();

    assertThat(manager.keep(watch).isClosed()).isTrue();
    assertThat(watch.next(LONG)).isEmpty();
  }

  /** It would be waited for once for each rule that is taken back: 80 s. */
  @Test
  @Timeout(60)
  void itsManagerWaitsForNoBusThatHangs() throws Exception {
    DbusServiceManager manager = DbusServiceManager.connect(host.settings());
    UnitWatch watch = manager.watch("a");
    host.bus().freeze();

    manager.close();

    host.bus().kill();
    assertThat(watch.isClosed()).isTrue();
  }

  /** The same of a watch that is closed by itself. */
  @Test
  @Timeout(60)
  void norDoesTheWatch() throws Exception {
    try (DbusServiceManager manager = DbusServiceManager.connect(host.settings())) {
      UnitWatch watch = manager.watch("a");
      host.bus().freeze();

      watch.close();

      host.bus().kill();
      assertThat(watch.isClosed()).isTrue();
    }
  }
}
