package left4me.host;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import left4me.instance.InstanceName;
import left4me.systemd.JobResult;
import left4me.systemd.Pending;
import left4me.systemd.SystemdException;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import left4me.systemd.UnitState;
import left4me.systemd.UnitStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failure is told under the name of what was asked for, whatever that asks systemd. */
@Timeout(60)
final class OperationNameTest {

  private static final InstanceName ALPHA = new InstanceName("alpha");

  @TempDir Path root;

  private interface Operation {
    void run(Left4meHost host) throws Exception;
  }

  private final Map<String, Operation> operations =
      Map.of(
          "initialize",
          host -> host.initialize(ALPHA, Blueprint.parse("port: 27015", "b"), StepListener.NONE),
          "start",
          host -> host.start(ALPHA, StepListener.NONE),
          "stop",
          host -> host.stop(ALPHA, StepListener.NONE),
          "restart",
          host -> host.restart(ALPHA, StepListener.NONE),
          "reset",
          host -> host.reset(ALPHA, StepListener.NONE),
          "delete",
          host -> host.delete(ALPHA, StepListener.NONE),
          "unmount",
          host -> host.overlayMounter().unmount(root.resolve("runtime/alpha/merged")));

  private final Map<String, Operation> ofTheUnits =
      Map.of(
          "start", host -> host.units().start(ALPHA, StepListener.NONE),
          "stop", host -> host.units().stop(ALPHA, StepListener.NONE),
          "restart", host -> host.units().restart(ALPHA, StepListener.NONE));

  private Left4meHost host() {
    return Left4meHost.builder()
        .root(root)
        .busAddress("unix:path=" + root.resolve("no-bus"))
        .build();
  }

  /** A new one needs no systemd. */
  @BeforeEach
  void initialize() throws Exception {
    Files.createDirectories(root.resolve("installation"));
    try (Left4meHost host = host()) {
      Objects.requireNonNull(operations.get("initialize")).run(host);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"initialize", "start", "stop", "restart", "reset", "delete", "unmount"})
  void ofOneThatCannotAskHowTheServerDoes(String operation) {
    requireNamed(operation, Objects.requireNonNull(operations.get(operation)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "stop", "restart"})
  void ofOneThatHasNothingButSystemd(String operation) {
    requireNamed(operation, Objects.requireNonNull(ofTheUnits.get(operation)));
  }

  /** The server is up, so that a restart stops it first. */
  @ParameterizedTest
  @ValueSource(strings = {"stop", "restart", "reset", "delete"})
  void ofOneThatCannotAskWhyAJobHasFailed(String operation) {
    ScriptedSystemd systemd =
        new ScriptedSystemd() {
          @Override
          public Pending<UnitState> askState(UnitName unit) {
            return () -> new UnitState("active", "running");
          }

          @Override
          JobResult result() {
            return JobResult.FAILED;
          }

          @Override
          public UnitStatus status(UnitName unit) {
            throw new SystemdException.Disconnected("status of " + unit, "the bus is gone", null);
          }
        };
    Duration limit = Duration.ofMinutes(1);
    HostSettings settings =
        new HostSettings(root, limit, limit, InstantSource.system(), SystemdSettings.systemBus());
    try (Left4meHost host = new Left4meHost(settings, new Systemd(systemd))) {
      assertThatThrownBy(() -> Objects.requireNonNull(operations.get(operation)).run(host))
          .isInstanceOf(SystemdUnavailableException.class)
          .hasMessage(
              operation + " alpha: status of left4me-server@alpha.service: the bus is gone");
    }
  }

  private void requireNamed(String operation, Operation run) {
    try (Left4meHost host = host()) {
      assertThatThrownBy(() -> run.run(host))
          .isInstanceOf(SystemdUnavailableException.class)
          .hasMessageStartingWith(
              operation + " alpha: list left4me-server@alpha.service: cannot connect");
    }
  }
}
