package left4me.host;

import java.io.IOException;
import java.util.List;
import left4me.instance.InstanceName;
import left4me.systemd.JobResult;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;

/** One of each failure, for tests of what is made of them. */
public final class SampleFailures {

  private SampleFailures() {}

  /** A unit that failed, and what it printed last. */
  public static UnitFailedException unit(InstanceName name, String... lastLines) {
    UnitName unit = UnitName.instance("left4me-server", name);
    return new UnitFailedException(
        "start " + name, JobResult.FAILED, UnitStatus.notLoaded(unit), List.of(lastLines));
  }

  /** All kinds. */
  public static List<HostException> all() {
    InstanceName alpha = new InstanceName("alpha");
    return List.of(
        new BlueprintException("alpha.yaml", 2, "wrong"),
        new InstanceBusyException("busy"),
        new InstanceFilesException("read", new IOException("no")),
        new JournalException("unreadable", null),
        new NotAuthorizedException("not permitted"),
        new NotInitializedException("start", alpha, "nothing there"),
        new SystemdUnavailableException("gone", new IOException("no")),
        unit(alpha, "last"));
  }
}
