package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.systemd.Job;
import left4me.systemd.Pending;
import left4me.systemd.UnitName;
import left4me.systemd.UnitState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is down, and that somebody's start has in systemd's queue. */
final class StopQueuedTest {

  @TempDir Path root;

  private final List<UnitName> stopped = new ArrayList<>();

  private Instance instance(UnitState state) {
    ScriptedSystemd systemd =
        new ScriptedSystemd() {
          @Override
          public Pending<UnitState> askState(UnitName unit) {
            return () -> state;
          }

          @Override
          public Job stop(UnitName unit) {
            stopped.add(unit);
            return super.stop(unit);
          }
        };
    InstanceFolders folders = new InstanceFolders(root, new InstanceName("alpha"));
    InstanceUnits units =
        new InstanceUnits(new Systemd(systemd), new JobTurns(), folders, Duration.ofMinutes(1));
    return new Instance(folders, units, StepListener.NONE, InstantSource.system());
  }

  /** Else it would come up after the stop has said that it does not run. */
  @Test
  void isStopped() throws Exception {
    UnitState queued = new UnitState("inactive", "dead", true);
    assertThat(new Stop(instance(queued)).run()).isEqualTo(Outcome.DONE);
    assertThat(stopped).containsExactly(UnitNames.server(new InstanceName("alpha")));
  }

  @Test
  void oneThatIsInNoQueueIsLeftAlone() throws Exception {
    assertThat(new Stop(instance(UnitState.NOT_LOADED)).run()).isEqualTo(Outcome.ALREADY_SO);
    assertThat(stopped).isEmpty();
  }
}
