package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import left4me.systemd.JobResult;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import left4me.systemd.UnitState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A stop that follows its start at once, on the booted host. As root, whom systemd asks polkit
 * about nothing: with a question between them the two are too far apart.
 *
 * <p>What the launcher does once systemd takes the server for started is to have no moment in which
 * an interrupt is lost. The server would go on until TimeoutStopSec, and its unit fail.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StopAfterStartIT {

  /** From the start to a game that runs, and again: some 3 ms. */
  private static final int MOMENTS = 60;

  private static final int TIMES = 2;
  private static final long BETWEEN_MOMENTS_NANOS = 50_000;

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final UnitName UNIT = new UnitName("left4me-server@cut-later.service");
  private static final UnitState ENDED_WELL = new UnitState("inactive", "dead");

  @BeforeEach
  void initialize() throws Exception {
    StandIn.installAsLeft4me();
    Path blueprint = Files.writeString(Path.of("/tmp/cut-later.yaml"), "port: 27142\n");
    asLeft4me("initialize", "cut-later", "-f", blueprint.toString());
    asLeft4me("start", "cut-later");
    asLeft4me("stop", "cut-later");
  }

  @AfterEach
  void delete() throws Exception {
    asLeft4me("delete", "cut-later");
  }

  private static void asLeft4me(String... words) throws Exception {
    String[] command = new String[words.length + 1];
    command[0] = "l4d2ctl";
    System.arraycopy(words, 0, command, 1, words.length);
    Command.loginAs("left4me", command).orFail();
  }

  @Test
  void itIsHeardInWhateverMomentItComes() throws Exception {
    try (ServiceManager systemd = ServiceManager.connect(SystemdSettings.systemBus())) {
      for (int round = 0; round < TIMES * MOMENTS; round++) {
        forgetStarts(systemd);
        assertThat(systemd.start(UNIT).await(LIMIT)).isEqualTo(JobResult.DONE);
        letPass(round % MOMENTS * BETWEEN_MOMENTS_NANOS);

        assertThat(systemd.stop(UNIT).await(LIMIT)).isEqualTo(JobResult.DONE);

        assertThat(systemd.state(UNIT)).as("stop in moment %d", round).isEqualTo(ENDED_WELL);
      }
    }
  }

  /** Chooses the moment: what is waited for is that it has passed, and nothing else. */
  private static void letPass(long nanos) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < nanos) {
      Thread.onSpinWait();
    }
  }

  private static void forgetStarts(ServiceManager systemd) throws Exception {
    try {
      systemd.resetFailed(UNIT);
    } catch (SystemdException.NoSuchUnit notLoaded) {
      // Then there is nothing to forget.
    }
  }
}
