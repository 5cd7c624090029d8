package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import left4me.systemd.CommandRun;
import left4me.systemd.ProcessEnd;
import left4me.systemd.RuntimeUnits;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import left4me.systemd.UnitWatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a watch tells of real units under a real systemd. */
@Timeout(180)
class UnitWatchIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TEMPLATE = "l4m-it-watch-unit";

  private final RuntimeUnits units = new RuntimeUnits("watch");
  private UnitName template;
  private ServiceManager systemd;

  @BeforeEach
  void connect() throws Exception {
    template = units.service("unit@", "Type=exec", RuntimeUnits.FOREVER);
    units.load();
    systemd = ServiceManager.connect(SystemdSettings.systemBus());
  }

  @AfterEach
  void clean() throws Exception {
    systemd.close();
    units.remove();
  }

  private UnitName unit(int number) {
    return units.instance(template, number);
  }

  private static UnitStatus next(UnitWatch watch) throws Exception {
    return watch.next(LIMIT).orElseThrow(() -> new AssertionError("nothing was told"));
  }

  /** What is told until a unit is in a state, with that. */
  private static List<UnitStatus> until(UnitWatch watch, UnitName unit, String state)
      throws Exception {
    List<UnitStatus> told = new ArrayList<>();
    do {
      told.add(next(watch));
    } while (!told.getLast().unit().equals(unit) || !told.getLast().activeState().equals(state));
    return told;
  }

  @Test
  void whatIsLoadedIsToldFirst() throws Exception {
    RuntimeUnits.run("systemctl", "start", unit(1).value(), unit(2).value());
    try (UnitWatch watch = systemd.watch(TEMPLATE)) {
      assertThat(List.of(next(watch), next(watch)))
          .allMatch(UnitStatus::isActive)
          .extracting(UnitStatus::unit)
          .containsExactly(unit(1), unit(2));
      assertThat(watch.next(Duration.ZERO)).as("that is all").isEmpty();
    }
  }

  @Test
  void eachChangeIsToldInItsOrderWithTheEndOfTheProcess() throws Exception {
    try (UnitWatch watch = systemd.watch(TEMPLATE)) {
      RuntimeUnits.run("systemctl", "start", unit(1).value());
      UnitStatus up = until(watch, unit(1), "active").getLast();
      assertThat(up.mainPid()).isPositive();
      assertThat(up.invocation()).isEqualTo(systemd.status(unit(1)).invocation());
      assertThat(up.cpuNanos()).as("what no signal tells").isEmpty();

      RuntimeUnits.run("systemctl", "stop", unit(1).value());

      List<UnitStatus> down = until(watch, unit(1), "inactive");
      assertThat(down.getFirst().activeState()).isEqualTo("deactivating");
      assertThat(down.getLast().mainPid()).isZero();
      assertThat(down.getLast().mainEnd()).hasValue(new ProcessEnd(ProcessEnd.KILLED, 15));
      assertThat(down.getLast().invocation())
          .as("though systemd has unloaded it")
          .isEqualTo(up.invocation());
    }
  }

  @Test
  void aFailureIsToldWithItsCommand() throws Exception {
    units.service("unit@7", "Type=oneshot", "ExecStart=/usr/bin/false");
    units.load();
    try (UnitWatch watch = systemd.watch(TEMPLATE)) {
      RuntimeUnits.run("sh", "-c", "systemctl start " + unit(7) + " || true");
      UnitStatus failed = until(watch, unit(7), "failed").getLast();
      assertThat(failed.result()).isEqualTo("exit-code");
      assertThat(failed.failedCommand().map(CommandRun::toString))
          .hasValue("ExecStart=/usr/bin/false exited with status 1");
      RuntimeUnits.run("systemctl", "reset-failed", unit(7).value());
      assertThat(next(watch).activeState()).isEqualTo("inactive");
    }
  }

  @Test
  void otherTemplatesAreNotTold() throws Exception {
    UnitName other = units.service("other@", "Type=exec", RuntimeUnits.FOREVER);
    units.load();
    try (UnitWatch watch = systemd.watch(TEMPLATE)) {
      RuntimeUnits.run("systemctl", "start", units.instance(other, 1).value());
      RuntimeUnits.run("systemctl", "start", unit(1).value());
      assertThat(until(watch, unit(1), "active"))
          .extracting(UnitStatus::unit)
          .containsOnly(unit(1));
    }
  }

  @Test
  void whatChangedWhileTheBusWasGoneIsMadeGood() throws Exception {
    RuntimeUnits.run("systemctl", "start", unit(1).value(), unit(2).value());
    try (UnitWatch watch = systemd.watch(TEMPLATE)) {
      until(watch, unit(2), "active");
      SystemBus.kill();
      try {
        RuntimeUnits.run("systemctl", "stop", unit(1).value());
        RuntimeUnits.run("systemctl", "start", unit(3).value());
        RuntimeUnits.run("systemctl", "restart", unit(2).value());
      } finally {
        SystemBus.revive();
      }
      List<UnitStatus> told = List.of(next(watch), next(watch), next(watch));
      assertThat(told)
          .extracting(status -> status.unit() + " " + status.activeState())
          .containsExactlyInAnyOrder(
              unit(1) + " inactive", unit(2) + " active", unit(3) + " active");
      RuntimeUnits.run("systemctl", "stop", unit(3).value());
      until(watch, unit(3), "inactive");
    } finally {
      SystemBus.tidyUp();
    }
  }

  @Test
  void systemdMayReloadAndStartAnew() throws Exception {
    try (UnitWatch watch = systemd.watch(TEMPLATE)) {
      for (int round = 0; round < 5; round++) {
        RuntimeUnits.run("systemctl", "daemon-reexec");
        RuntimeUnits.run("systemctl", "start", unit(1).value());
        until(watch, unit(1), "active");
        RuntimeUnits.run("systemctl", "daemon-reload");
        RuntimeUnits.run("systemctl", "stop", unit(1).value());
        until(watch, unit(1), "inactive");
      }
    }
  }

  @Test
  void forgedChangesAreNotBelieved() throws Exception {
    RuntimeUnits.run("systemctl", "start", unit(1).value());
    try (UnitWatch watch = systemd.watch(TEMPLATE)) {
      until(watch, unit(1), "active");
      RuntimeUnits.run(
          "setpriv",
          "--reuid=nobody",
          "--regid=nogroup",
          "--clear-groups",
          "busctl",
          "emit",
          unit(1).objectPath(),
          "org.freedesktop.DBus.Properties",
          "PropertiesChanged",
          "sa{sv}as",
          "org.freedesktop.systemd1.Unit",
          "2",
          "ActiveState",
          "s",
          "failed",
          "StateChangeTimestampMonotonic",
          "t",
          "9000000000000000000",
          "0");
      RuntimeUnits.run("systemctl", "stop", unit(1).value());
      assertThat(until(watch, unit(1), "inactive"))
          .extracting(UnitStatus::activeState)
          .doesNotContain("failed");
    }
  }

  @Test
  void closingItOrItsManagerEndsTheWait() throws Exception {
    for (boolean itself : new boolean[] {true, false}) {
      try (ServiceManager own = ServiceManager.connect(SystemdSettings.systemBus())) {
        UnitWatch watch = own.watch(TEMPLATE);
        CompletableFuture<Optional<UnitStatus>> waiting = new CompletableFuture<>();
        Thread reader =
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        waiting.complete(watch.next(LIMIT));
                      } catch (InterruptedException e) {
                        waiting.completeExceptionally(e);
                      }
                    });
        if (itself) {
          watch.close();
        } else {
          own.close();
        }
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEmpty();
        assertThat(watch.isClosed()).isTrue();
        assertThat(watch.next(LIMIT)).isEmpty();
        reader.join();
      }
    }
  }
}
