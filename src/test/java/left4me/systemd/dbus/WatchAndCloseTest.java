package left4me.systemd.dbus;

import static left4me.systemd.dbus.FakeHost.LONG;
import static org.assertj.core.api.Assertions.assertThat;

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
}
