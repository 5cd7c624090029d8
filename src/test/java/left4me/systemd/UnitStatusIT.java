package left4me.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a real systemd says about real units. */
@Timeout(120)
class UnitStatusIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RuntimeUnits units = new RuntimeUnits("status");
  private ServiceManager systemd;

  @BeforeEach
  void connect() throws InterruptedException {
    systemd = ServiceManager.connect(SystemdSettings.systemBus());
  }

  @AfterEach
  void clean() throws Exception {
    systemd.close();
    units.remove();
  }

  @Test
  void ofARunningService() throws Exception {
    UnitName unit =
        units.service("running", "Type=exec", RuntimeUnits.FOREVER, "CPUAccounting=yes");
    units.load();
    Instant before = Instant.now();

    assertThat(systemd.start(unit).await(LIMIT)).isEqualTo(JobResult.DONE);

    UnitStatus status = systemd.status(unit);
    assertThat(status.isLoaded()).isTrue();
    assertThat(status.isActive()).isTrue();
    assertThat(status.subState()).isEqualTo("running");
    assertThat(status.result()).isEqualTo("success");
    assertThat(status.mainPid()).isPositive();
    assertThat(ProcessHandle.of(status.mainPid())).isPresent();
    assertThat(status.since().orElseThrow()).isAfterOrEqualTo(before.minusSeconds(1));
    assertThat(status.invocation()).matches("[0-9a-f]{32}");
    assertThat(status.cpuNanos()).isPresent();
    assertThat(status.jobPath()).isEmpty();
    assertThat(status.commands())
        .extracting(CommandRun::toString)
        .containsExactly("ExecStart=/usr/bin/sleep is running");
    assertThat(status.commands().getFirst().arguments())
        .containsExactly("/usr/bin/sleep", "infinity");
  }

  @Test
  void ofAServiceThatWasStopped() throws Exception {
    UnitName unit = units.service("stopped", "Type=exec", RuntimeUnits.FOREVER);
    units.load();
    systemd.start(unit).await(LIMIT);

    assertThat(systemd.stop(unit).await(LIMIT)).isEqualTo(JobResult.DONE);

    UnitStatus status = systemd.status(unit);
    assertThat(status.isDown()).isTrue();
    assertThat(status.isFailed()).isFalse();
    assertThat(status.mainPid()).isZero();
    assertThat(systemd.stop(unit).await(LIMIT)).isEqualTo(JobResult.DONE);
  }

  @Test
  void namesTheCommandThatFailed() throws Exception {
    UnitName unit =
        units.service(
            "pre",
            "Type=exec",
            "ExecStartPre=/usr/bin/true",
            "ExecStartPre=-/usr/bin/false",
            "ExecStartPre=/usr/bin/sh -c \"exit 7\"",
            RuntimeUnits.FOREVER,
            "ExecStopPost=/usr/bin/true");
    units.load();

    assertThat(systemd.start(unit).await(LIMIT)).isEqualTo(JobResult.FAILED);

    UnitStatus status = systemd.status(unit);
    assertThat(status.isFailed()).isTrue();
    assertThat(status.result()).isEqualTo("exit-code");
    assertThat(status.failedCommand())
        .hasValueSatisfying(
            command -> {
              assertThat(command).hasToString("ExecStartPre=/usr/bin/sh exited with status 7");
              assertThat(command.ended()).isPresent();
            });
    systemd.resetFailed(unit);
    assertThat(systemd.status(unit).isFailed()).isFalse();
  }

  @Test
  void namesTheProgramThatCannotBeExecuted() throws Exception {
    UnitName unit = units.service("noexec", "Type=exec", "ExecStart=/nonexistent/program");
    units.load();

    assertThat(systemd.start(unit).await(LIMIT)).isEqualTo(JobResult.FAILED);

    // 203 is EXIT_EXEC of systemd.exec(5).
    assertThat(systemd.status(unit).failedCommand())
        .hasValueSatisfying(
            command -> assertThat(command.end()).contains(new ProcessEnd(ProcessEnd.EXITED, 203)));
  }

  @Test
  void namesTheSignalThatKilledTheServer() throws Exception {
    UnitName unit = units.service("killed", "Type=exec", RuntimeUnits.FOREVER);
    units.load();
    systemd.start(unit).await(LIMIT);
    long pid = systemd.status(unit).mainPid();

    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    RuntimeUnits.run(
        "sh", "-c", "while systemctl --quiet is-active " + unit + "; do sleep 0.01; done");

    UnitStatus status = systemd.status(unit);
    assertThat(status.result()).isEqualTo("signal");
    assertThat(status.mainEnd()).contains(new ProcessEnd(ProcessEnd.KILLED, 9));
    assertThat(status.failedCommand()).isPresent();
  }

  @Test
  void isInactiveAfterAStartWhoseConditionDoesNotHold() throws Exception {
    UnitName unit =
        units.unit(
            "condition.service",
            "[Unit]\nConditionPathExists=/nonexistent\n[Service]\n" + RuntimeUnits.FOREVER);
    units.load();

    assertThat(systemd.start(unit).await(LIMIT)).isEqualTo(JobResult.DONE);

    assertThat(systemd.status(unit).isActive()).isFalse();
  }

  @Test
  void tellsTheJobThatIsUnderWay() throws Exception {
    UnitName unit = units.service("slow", "Type=oneshot", RuntimeUnits.FOREVER);
    units.load();

    Job job = systemd.start(unit);

    assertThat(systemd.status(unit).jobPath()).contains(job.path());
    assertThat(systemd.start(unit).path()).isEqualTo(job.path());
  }

  @Test
  void ofAUnitThatIsNotThere() throws Exception {
    UnitName unit = new UnitName("l4m-it-status-nobody@x.service");

    UnitStatus status = systemd.status(unit);

    assertThat(status.loadState()).isEqualTo("not-found");
    assertThat(status.isLoaded()).isFalse();
    assertThat(status.isDown()).isTrue();
    assertThat(status.loadError()).isPresent();
    assertThatThrownBy(() -> systemd.start(unit)).isInstanceOf(SystemdException.NoSuchUnit.class);
    assertThatThrownBy(() -> systemd.stop(unit)).isInstanceOf(SystemdException.NoSuchUnit.class);
    assertThatThrownBy(() -> systemd.resetFailed(unit))
        .isInstanceOf(SystemdException.NoSuchUnit.class);
  }

  @Test
  void ofAFileThatMakesNoSense() throws Exception {
    UnitName unit = units.service("bad", "Type=exec");
    units.load();

    assertThat(systemd.status(unit).loadState()).isEqualTo("bad-setting");
    assertThatThrownBy(() -> systemd.start(unit))
        .isInstanceOf(SystemdException.Refused.class)
        .hasMessageContaining("systemd-analyze verify");
  }

  @Test
  void theStateAloneIsThatOfTheStatus() throws Exception {
    UnitName running = units.service("on", "Type=exec", RuntimeUnits.FOREVER);
    UnitName failing = units.service("off", "Type=oneshot", "ExecStart=/bin/false");
    units.load();
    systemd.start(running).await(LIMIT);
    systemd.start(failing).await(LIMIT);

    for (UnitName unit : List.of(running, failing, new UnitName("-.slice"))) {
      assertThat(systemd.state(unit)).isEqualTo(systemd.status(unit).state());
    }
    assertThat(systemd.state(running)).isEqualTo(new UnitState("active", "running"));
    assertThat(systemd.state(failing)).isEqualTo(new UnitState("failed", "failed"));
  }

  @Test
  void theStateOfAUnitThatIsNotLoaded() throws Exception {
    UnitName unit = units.service("idle", "Type=exec", RuntimeUnits.FOREVER);
    units.load();
    UnitName nobody = new UnitName("l4m-it-status-nobody.service");

    assertThat(List.of(systemd.state(unit), systemd.state(nobody)))
        .containsOnly(UnitState.NOT_LOADED);
    assertThat(systemd.status(unit).state()).isEqualTo(UnitState.NOT_LOADED);
  }

  @Test
  void theStateGoesByTheNameAsItIsWritten() throws Exception {
    UnitName escaped = units.service("a\\x2db", "Type=exec", RuntimeUnits.FOREVER);
    units.load();
    systemd.start(escaped).await(LIMIT);

    assertThat(systemd.state(escaped)).isEqualTo(new UnitState("active", "running"));
  }

  @Test
  void thoseOfManyAreWhatEachHasAlone() throws Exception {
    UnitName template =
        units.service("many@", "Type=exec", RuntimeUnits.FOREVER, "CPUAccounting=yes");
    UnitName failing = units.service("fails", "Type=oneshot", "ExecStart=/bin/false");
    UnitName slow = units.service("slow", "Type=oneshot", RuntimeUnits.FOREVER);
    UnitName idle = units.service("idle", "Type=exec", RuntimeUnits.FOREVER);
    units.load();
    List<UnitName> running = List.of(units.instance(template, 1), units.instance(template, 2));
    for (UnitName unit : running) {
      systemd.start(unit).await(LIMIT);
    }
    systemd.start(failing).await(LIMIT);
    systemd.start(slow);
    while (systemd.status(slow).mainPid() == 0) {
      // The job waits for its turn: the two looks below are to see the same.
      Thread.onSpinWait();
    }
    List<UnitName> asked =
        List.of(running.get(1), failing, slow, idle, running.get(0), new UnitName("-.slice"));

    List<UnitStatus> statuses = systemd.statuses(asked);

    for (int i = 0; i < asked.size(); i++) {
      assertThat(statuses.get(i))
          .usingRecursiveComparison()
          .ignoringFields("memoryBytes", "cpuNanos", "tasks")
          .isEqualTo(alone(asked.get(i)));
    }
    assertThat(statuses.get(1).failedCommand()).isPresent();
    assertThat(statuses.getFirst().mainPid()).isPositive();
    assertThat(statuses.getFirst().cpuNanos()).isPresent();
    assertThat(statuses.get(2).jobPath()).isPresent();
  }

  private UnitStatus alone(UnitName unit) throws InterruptedException {
    UnitStatus status = systemd.status(unit);
    return status.subState().equals("running") ? status.withCommands(List.of()) : status;
  }

  @Test
  void ofManyUnitsAndTypes() throws Exception {
    List<UnitName> asked =
        List.of(
            new UnitName("init.scope"),
            new UnitName("-.slice"),
            new UnitName("dbus.socket"),
            new UnitName("basic.target"),
            new UnitName("l4m-it-status-nobody.service"));

    List<UnitStatus> statuses = systemd.statuses(asked);

    assertThat(statuses).extracting(UnitStatus::unit).isEqualTo(asked);
    assertThat(statuses)
        .extracting(UnitStatus::activeState)
        .containsExactly("active", "active", "active", "active", "inactive");
  }
}
