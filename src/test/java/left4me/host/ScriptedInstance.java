package left4me.host;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.systemd.Job;
import left4me.systemd.Pending;
import left4me.systemd.SystemdException;
import left4me.systemd.UnitName;
import left4me.systemd.UnitState;

/** An instance whose unit is, each time that it is asked for, as a test says. */
final class ScriptedInstance {

  private final Path root;
  private final Queue<UnitState> states;
  private final List<UnitName> stopped = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();

  /**
   * Prepares it.
   *
   * @param states in their order; when there are none left, the bus is lost
   */
  ScriptedInstance(Path root, UnitState... states) {
    this.root = root;
    this.states = new ArrayDeque<>(List.of(states));
  }

  Instance instance() {
    ScriptedSystemd systemd =
        new ScriptedSystemd() {
          @Override
          public Pending<UnitState> askState(UnitName unit) {
            if (states.isEmpty()) {
              throw new SystemdException.Disconnected("list", "the bus is gone", null);
            }
            return states::remove;
          }

          @Override
          public Job stop(UnitName unit) {
            stopped.add(unit);
            return super.stop(unit);
          }
        };
    InstanceFolders folders = new InstanceFolders(root, new InstanceName("alpha"));
    InstanceUnits units =
        new InstanceUnits(
            "start", new Systemd(systemd), new JobTurns(), folders, Duration.ofMinutes(1));
    StepListener listener = step -> steps.add(step.sentence());
    return new Instance(folders, units, listener, InstantSource.system());
  }

  /** Which units were stopped. */
  List<UnitName> stopped() {
    return stopped;
  }

  /** What was told. */
  List<String> steps() {
    return steps;
  }
}
