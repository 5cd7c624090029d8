package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import left4me.systemd.Job;
import left4me.systemd.JobResult;
import left4me.systemd.RuntimeUnits;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Each word that a job of a real systemd can end with, by a real unit built to give it. Not {@code
 * collected}: only a job for a device gives it, and a container has none.
 */
@Timeout(120)
class JobResultsIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RuntimeUnits units = new RuntimeUnits("results");
  // No look at the unit: only what systemd announces counts here.
  private final SystemdSettings settings =
      SystemdSettings.systemBus().withLookInterval(LIMIT.multipliedBy(2));
  private ServiceManager systemd;

  @BeforeEach
  void connect() throws InterruptedException {
    systemd = ServiceManager.connect(settings);
  }

  @AfterEach
  void clean() throws Exception {
    systemd.close();
    units.remove();
  }

  @Test
  void done() throws Exception {
    UnitName unit = units.service("done", "Type=exec", RuntimeUnits.FOREVER);
    units.load();

    assertThat(systemd.start(unit).await(LIMIT)).isEqualTo(JobResult.DONE);
    assertThat(systemd.start(unit).await(LIMIT)).isEqualTo(JobResult.DONE);
    assertThat(systemd.restart(unit).await(LIMIT)).isEqualTo(JobResult.DONE);
    assertThat(systemd.stop(unit).await(LIMIT)).isEqualTo(JobResult.DONE);
  }

  @Test
  void failed() throws Exception {
    UnitName unit = units.service("failed", "Type=oneshot", "ExecStart=/usr/bin/false");
    units.load();

    assertThat(systemd.start(unit).await(LIMIT)).isEqualTo(JobResult.FAILED);
  }

  @Test
  void canceledByAnotherJob() throws Exception {
    UnitName unit = units.service("replaced", "Type=oneshot", RuntimeUnits.FOREVER);
    units.load();
    Job start = systemd.start(unit);

    Job stop = systemd.stop(unit);

    assertThat(start.await(LIMIT)).isEqualTo(JobResult.CANCELED);
    assertThat(stop.await(LIMIT)).isEqualTo(JobResult.DONE);
  }

  @Test
  void canceledByUs() throws Exception {
    UnitName unit = units.service("canceled", "Type=oneshot", RuntimeUnits.FOREVER);
    units.load();
    Job job = systemd.start(unit);

    assertThat(job.cancel()).isTrue();

    assertThat(job.await(LIMIT)).isEqualTo(JobResult.CANCELED);
    assertThat(job.cancel()).isFalse();
  }

  @Test
  void timeout() throws Exception {
    UnitName unit =
        units.unit(
            "timeout.service",
            "[Unit]\nJobRunningTimeoutSec=100ms\n[Service]\nType=oneshot\n" + RuntimeUnits.FOREVER);
    units.load();

    assertThat(systemd.start(unit).await(LIMIT)).isEqualTo(JobResult.TIMEOUT);
  }

  @Test
  void dependency() throws Exception {
    UnitName required = units.service("required", "Type=oneshot", "ExecStart=/usr/bin/false");
    UnitName unit =
        units.unit(
            "dependent.service",
            "[Unit]\nRequires=%s\nAfter=%s\n[Service]\n%s"
                .formatted(required, required, RuntimeUnits.FOREVER));
    units.load();

    assertThat(systemd.start(unit).await(LIMIT)).isEqualTo(JobResult.DEPENDENCY);
  }

  @Test
  void assertion() throws Exception {
    UnitName unit =
        units.unit(
            "assert.service",
            "[Unit]\nAssertPathExists=/nonexistent\n[Service]\n" + RuntimeUnits.FOREVER);
    units.load();

    assertThat(systemd.start(unit).await(LIMIT)).isEqualTo(JobResult.ASSERT);
  }

  @Test
  void unsupported() throws Exception {
    // A container has no devices.
    assertThat(systemd.start(new UnitName("dev-nonexistent.device")).await(LIMIT))
        .isEqualTo(JobResult.UNSUPPORTED);
  }

  @Test
  void once() throws Exception {
    UnitName scope = new UnitName("l4m-it-results-once.scope");
    // A scope that its time limit ended has failed, and so is still there.
    new ProcessBuilder(
            "systemd-run",
            "--quiet",
            "--scope",
            "--unit=" + scope,
            "--property=RuntimeMaxSec=100ms",
            "sleep",
            "infinity")
        .start()
        .waitFor();
    RuntimeUnits.run(
        "sh", "-c", "until systemctl --quiet is-failed " + scope + "; do sleep 0.01; done");

    assertThat(systemd.start(scope).await(LIMIT)).isEqualTo(JobResult.ONCE);
  }

  @Test
  void frozen() throws Exception {
    UnitName unit = units.service("frozen", "Type=exec", RuntimeUnits.FOREVER);
    units.load();
    systemd.start(unit).await(LIMIT);
    RuntimeUnits.run("systemctl", "freeze", unit.value());

    assertThat(systemd.stop(unit).await(LIMIT)).isEqualTo(JobResult.FROZEN);
  }

  /** A job of another kind than we make; its end is announced to us as well. */
  @Test
  void invalid() throws Exception {
    UnitName unit = units.service("invalid", RuntimeUnits.FOREVER, "ExecReload=/usr/bin/true");
    units.load();

    assertThat(resultOf("ReloadUnit", "ss", unit.value(), "replace")).contains(JobResult.INVALID);
  }

  /** A job of another kind than we make; its end is announced to us as well. */
  @Test
  void skipped() throws Exception {
    UnitName unit = units.service("skipped", RuntimeUnits.FOREVER);
    units.load();

    assertThat(resultOf("EnqueueUnitJob", "sss", unit.value(), "verify-active", "replace"))
        .contains(JobResult.SKIPPED);
  }

  /** Has another program make a job, and waits for its end. */
  private Optional<JobResult> resultOf(String method, String signature, String... arguments)
      throws Exception {
    try (Session session = Session.open(settings)) {
      String[] command = {
        "busctl",
        "call",
        "org.freedesktop.systemd1",
        SystemdPeer.MANAGER_PATH,
        "org.freedesktop.systemd1.Manager",
        method,
        signature
      };
      String[] whole = new String[command.length + arguments.length];
      System.arraycopy(command, 0, whole, 0, command.length);
      System.arraycopy(arguments, 0, whole, command.length, arguments.length);
      String reply = RuntimeUnits.run(whole);
      Matcher path = Pattern.compile("\"(/org/freedesktop/systemd1/job/\\d+)\"").matcher(reply);
      assertThat(path.find()).as(reply).isTrue();
      return session.watch(path.group(1)).await(LIMIT.toNanos(), 0);
    }
  }
}
