package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import left4me.host.DropIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that heeds no interrupt is stopped all the same, and whoever stops it is told how. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BadEndIT {

  /** What does nothing to a program stands for an interrupt that it does not heed. */
  static final String DEAF = "[Service]\nKillSignal=SIGURG\nTimeoutStopSec=1s\n";

  static final String KILLED = "Step: It did not end in time after the interrupt, and was killed";

  @RegisterExtension static final CtlInstance SERVER = new CtlInstance("bad-end", 27136);

  @Test
  void isTold() throws Exception {
    try (DropIn dropIn = new DropIn(SERVER.unit(), DEAF)) {
      DropIn.load();
      SERVER.run("start").orFail();
      assertThat(SERVER.run("restart").orFail().lines()).contains(KILLED);
      assertThat(SERVER.run("stop").orFail().lines()).contains(KILLED);
      assertThat(SERVER.run("status").orFail()).contains("failed (timeout)");
    }
  }

  @Test
  void isNotToldOfOneThatEndsWell() throws Exception {
    SERVER.run("start").orFail();
    assertThat(SERVER.run("stop").orFail().lines())
        .containsExactly(
            "Step: Stopping the server", "Step: Stopped, and its overlay is unmounted");
  }
}
