package left4me.systemd.dbus;

import static left4me.systemd.dbus.FakeHost.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import left4me.systemd.ServiceManager;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import left4me.systemd.UnitWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A reader of a watch that is interrupted, and reads on. */
@Timeout(120)
final class WatchAndInterruptTest {

  private static final UnitName FAILED = new UnitName("x@1.service");

  @RegisterExtension final FakeHost host = new FakeHost();

  /** What dbus-java would take for a bus that does not answer. */
  @Test
  void whoIsInterruptedBeforeItBeginsIsTold() throws Exception {
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> manager.watch("x")).isInstanceOf(InterruptedException.class);
      manager.watch("x").close();
    }
  }

  /** Of a failure the command that failed is asked for, which is a wait. */
  @Test
  void aStatusIsNotLostByIt() throws Exception {
    host.systemd().unit(FAILED.objectPath(), "failed", "failed", "");
    CompletableFuture<Void> never = new CompletableFuture<>();
    Thread reader = Thread.currentThread();
    try (ServiceManager manager = ServiceManager.connect(host.settings());
        UnitWatch watch = manager.watch("x")) {
      host.systemd()
          .onRead(
              read -> {
                reader.interrupt();
                never.join();
              });
      assertThatThrownBy(() -> watch.next(PATIENCE)).isInstanceOf(InterruptedException.class);
      host.systemd().onRead(read -> {});
      never.complete(null);

      assertThat(watch.next(PATIENCE)).map(UnitStatus::unit).hasValue(FAILED);
    }
  }
}
