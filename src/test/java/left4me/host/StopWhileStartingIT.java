package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import left4me.lab.StandIn;
import left4me.systemd.Job;
import left4me.systemd.JobResult;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A stop that comes in the middle of a start, on the booted host.
 *
 * <p>systemd 257 aborts, and takes the host along, if a Type=exec service with PrivatePIDs=yes is
 * stopped between the two processes that become its main process and its exec. Whoever may start
 * and stop a server could do that.
 */
@Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StopWhileStartingIT extends BootedHost {

  private static final int ROUNDS = 40;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void systemdSurvivesAStopWhileTheSandboxIsBuilt() throws Exception {
    try (LabInstance instance = new LabInstance(host, "cut");
        ServiceManager systemd = ServiceManager.connect(SystemdSettings.systemBus())) {
      instance.initialize(StandIn.blueprint(27131));
      instance.start();
      instance.stop();
      UnitName unit = UnitNames.server(instance.name());
      int midway = 0;
      for (int round = 0; round < ROUNDS; round++) {
        forgetStarts(systemd, unit);
        Job start = systemd.start(unit);
        midway += isStartingItsProgram(systemd, unit, start) ? 1 : 0;

        assertThat(systemd.stop(unit).await(LIMIT)).isEqualTo(JobResult.DONE);

        assertThat(systemd.state(unit).isDown()).isTrue();
        assertThat(instance.status().mounted()).isFalse();
      }
      assertThat(midway).as("stops that came in time").isGreaterThanOrEqualTo(ROUNDS / 4);
    }
  }

  /** Waits for the main process; a busy look is as soon as one can be. */
  private static boolean isStartingItsProgram(ServiceManager systemd, UnitName unit, Job start)
      throws Exception {
    while (true) {
      UnitStatus status = systemd.status(unit);
      if (!status.jobPath().equals(Optional.of(start.path()))) {
        return false;
      }
      if (status.mainPid() != 0) {
        return true;
      }
    }
  }

  private static void forgetStarts(ServiceManager systemd, UnitName unit) throws Exception {
    try {
      systemd.resetFailed(unit);
    } catch (SystemdException.NoSuchUnit notLoaded) {
      // Then there is nothing to forget.
    }
  }
}
