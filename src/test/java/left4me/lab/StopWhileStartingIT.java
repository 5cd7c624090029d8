package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import left4me.host.DropIn;
import left4me.systemd.Job;
import left4me.systemd.JobResult;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import left4me.systemd.UnitState;
import left4me.systemd.UnitStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A stop that comes in the middle of a start, or right after it, on the booted host. As root, whom
 * systemd asks polkit about nothing: with a question between them the two are too far apart.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StopWhileStartingIT {

  @RegisterExtension static final CtlInstance SERVER = new CtlInstance("cut-short", 27142);

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final UnitName UNIT = new UnitName(SERVER.unit());
  private static final UnitState ENDED_WELL = new UnitState("inactive", "dead");

  private static final int ROUNDS = 40;

  /** The kernel keeps an interrupt from a first process that has no handler yet. */
  private static final String NOT_LONG = "[Service]\nTimeoutStopSec=3s\n";

  /** From the start to a game that runs, and again: some 3 ms. */
  private static final int MOMENTS = 60;

  private static final int TIMES = 2;
  private static final long BETWEEN_MOMENTS_NANOS = 50_000;

  @BeforeEach
  void stageTheConfiguration() throws Exception {
    SERVER.run("start").orFail();
    SERVER.run("stop").orFail();
  }

  /**
   * systemd 257 aborts, and takes the host along, if a Type=exec service with PrivatePIDs=yes is
   * stopped between the two processes that become its main process and its exec. Whoever may start
   * and stop a server could do that.
   */
  @Test
  void systemdSurvivesAStopWhileTheSandboxIsBuilt() throws Exception {
    try (DropIn dropIn = new DropIn(UNIT.value(), NOT_LONG);
        ServiceManager systemd = ServiceManager.connect(SystemdSettings.systemBus())) {
      DropIn.load();
      int midway = 0;
      for (int round = 0; round < ROUNDS; round++) {
        forgetStarts(systemd);
        Job start = systemd.start(UNIT);
        midway += isStartingItsProgram(systemd, start) ? 1 : 0;

        assertThat(systemd.stop(UNIT).await(LIMIT)).isEqualTo(JobResult.DONE);

        assertThat(systemd.state(UNIT).isDown()).isTrue();
        assertThat(Findmnt.at(SERVER.folders().merged())).isEmpty();
      }
      assertThat(midway).as("stops that came in time").isGreaterThanOrEqualTo(ROUNDS / 4);
    } finally {
      DropIn.load();
    }
  }

  /**
   * What the launcher does once systemd takes the server for started has no moment in which an
   * interrupt is lost. The server would go on until TimeoutStopSec, and its unit fail.
   */
  @Test
  void aStopRightAfterTheStartIsHeard() throws Exception {
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

  /** Waits for the main process; a busy look is as soon as one can be. */
  private static boolean isStartingItsProgram(ServiceManager systemd, Job start) throws Exception {
    while (true) {
      UnitStatus status = systemd.status(UNIT);
      if (!status.jobPath().equals(Optional.of(start.path()))) {
        return false;
      }
      if (status.mainPid() != 0) {
        return true;
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
