package left4me.host;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import left4me.systemd.CommandRun;
import left4me.systemd.Job;
import left4me.systemd.JobResult;
import left4me.systemd.Pending;
import left4me.systemd.ProcessEnd;
import left4me.systemd.ServiceManager;
import left4me.systemd.UnitName;
import left4me.systemd.UnitState;
import left4me.systemd.UnitStatus;
import left4me.systemd.UnitWatch;

/** A systemd whose jobs end as a test says, and whose units fail. */
abstract class ScriptedSystemd implements ServiceManager {

  JobResult result() throws InterruptedException {
    return JobResult.DONE;
  }

  private Job job(UnitName of) {
    return new Job() {
      @Override
      public UnitName unit() {
        return of;
      }

      @Override
      public String path() {
        return "/org/freedesktop/systemd1/job/1";
      }

      @Override
      public JobResult await(Duration limit) throws InterruptedException {
        return result();
      }

      @Override
      public boolean cancel() {
        return false;
      }
    };
  }

  @Override
  public Job start(UnitName unit) {
    return job(unit);
  }

  @Override
  public Job stop(UnitName unit) {
    return job(unit);
  }

  @Override
  public Job restart(UnitName unit) {
    return job(unit);
  }

  @Override
  public void resetFailed(UnitName unit) {}

  @Override
  public Pending<UnitState> askState(UnitName unit) {
    return () -> UnitState.NOT_LOADED;
  }

  /** By a command that has printed nothing yet. */
  @Override
  public UnitStatus status(UnitName unit) {
    Instant now = Instant.now();
    CommandRun failed =
        new CommandRun(
            CommandRun.Setting.EXEC_START,
            "/bin/false",
            List.of("false"),
            false,
            Optional.of(now),
            Optional.of(now),
            1,
            Optional.of(new ProcessEnd(ProcessEnd.EXITED, 1)));
    UnitStatus down = UnitStatus.notLoaded(unit);
    return new UnitStatus(
        unit,
        "loaded",
        Optional.empty(),
        "failed",
        "failed",
        "exit-code",
        0,
        Optional.empty(),
        Optional.of(now),
        "",
        0,
        down.memoryBytes(),
        down.cpuNanos(),
        down.tasks(),
        Optional.empty(),
        List.of(failed));
  }

  @Override
  public List<UnitStatus> statuses(Collection<UnitName> units) {
    return units.stream().map(this::status).toList();
  }

  @Override
  public List<UnitName> loaded(String template) {
    return List.of();
  }

  @Override
  public UnitWatch watch(String template) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
