package left4me.systemd.dbus;

import static left4me.systemd.dbus.FakeHost.UNIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import left4me.systemd.ServiceManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A start or stop whose caller is interrupted before systemd has answered. */
@Timeout(120)
final class InterruptedOrderTest {

  @RegisterExtension final FakeHost host = new FakeHost();

  /** Whoever asks next would find the unit down, and see it come up then. */
  @Test
  void isWithdrawnBeforeItsCallerGoesOn() throws Exception {
    CompletableFuture<Boolean> withdrawn = new CompletableFuture<>();
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      Thread caller =
          Thread.ofVirtual()
              .unstarted(
                  () -> {
                    try {
                      manager.start(UNIT);
                      withdrawn.complete(false);
                    } catch (InterruptedException expected) {
                      withdrawn.complete(host.systemd().wasAsked("CancelJob"));
                    }
                  });
      host.systemd()
          .onJob(
              (unit, job) -> {
                caller.interrupt();
                // Long enough for a caller that does not wait to be gone.
                caller.join(Duration.ofMillis(200));
              });
      caller.start();

      assertThat(withdrawn.get()).isTrue();
    }
  }
}
