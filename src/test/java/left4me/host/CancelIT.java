package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import left4me.lab.A2s;
import left4me.lab.Command;
import left4me.lab.Findmnt;
import left4me.lab.StandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A call that is interrupted at each of its waits, on the booted host: it ends at once, its job is
 * withdrawn, and the instance can be started, stopped and reset as if nothing had been.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CancelIT {

  private static final int PORT = 27421;
  private static final String SERVER = "left4me-server@cancel.service";
  private static final Path SETTINGS = StandIn.ROOT.resolve("instances/cancel");
  private static final Path RUNTIME = StandIn.ROOT.resolve("runtime/cancel");

  private CallerProcess caller;

  @BeforeEach
  void initialize() throws Exception {
    StandIn.installAsLeft4me();
    caller = CallerProcess.start();
    assertThat(caller.call("initialize cancel " + PORT)).isEqualTo("done DONE");
  }

  @AfterEach
  void reset() throws Exception {
    caller.close();
    Command.run("l4d2ctl", "delete", "cancel").orFail();
  }

  private static String jobs() throws Exception {
    return Command.run("systemctl", "list-jobs", "--no-legend").orFail();
  }

  /** A call waits for other things before it has a job. */
  private static void awaitJob(String unit) throws Exception {
    while (!jobs().contains(unit)) {
      // Each question waits until systemd answers.
      Thread.onSpinWait();
    }
  }

  private static String state() throws Exception {
    return Command.run("systemctl", "is-active", SERVER).out().strip();
  }

  private void interrupt(int call) throws Exception {
    caller.cancel(call);
    assertThat(caller.end(call)).isEqualTo("interrupted");
    assertThat(jobs()).doesNotContain("cancel");
  }

  private void assertItRuns() throws Exception {
    assertThat(state()).as("not before its program runs").isEqualTo("active");
    assertThat(Findmnt.at(RUNTIME.resolve("merged"))).startsWith("overlay");
    assertThat(A2s.hostname(PORT)).isEqualTo("port " + PORT);
  }

  @Test
  void aStartIsWithdrawnAndTheNextOneReturnsWhenTheServerRuns() throws Exception {
    try (Gate gate = new Gate(SERVER, "ExecStartPre")) {
      int call = caller.begin("start cancel");
      gate.awaitArrival();
      assertThat(jobs()).as("there is one to withdraw").contains(SERVER);
      interrupt(call);

      // What systemd had begun goes on, and so is there to be waited for.
      int next = caller.begin("start cancel");
      awaitJob(SERVER);
      assertThat(state()).isEqualTo("activating");
      gate.open();
      assertThat(caller.end(next)).startsWith("done ");
      assertItRuns();
    }
  }

  @Test
  void afterAWithdrawnStartAResetLeavesNothing() throws Exception {
    try (Gate gate = new Gate(SERVER, "ExecStartPre")) {
      int call = caller.begin("start cancel");
      gate.awaitArrival();
      interrupt(call);

      assertThat(caller.call("reset cancel")).isEqualTo("done DONE");
      assertThat(state()).isEqualTo("inactive");
      assertThat(RUNTIME).doesNotExist();
      assertThat(SETTINGS).doesNotExist();
    }
  }

  @Test
  void aStopIsWithdrawnAndTheNextOneEndsIt() throws Exception {
    assertThat(caller.call("start cancel")).isEqualTo("done DONE");
    try (Gate gate = new Gate(SERVER, "ExecStopPost")) {
      int call = caller.begin("stop cancel");
      gate.awaitArrival();
      assertThat(jobs()).as("there is one to withdraw").contains(SERVER);
      interrupt(call);

      int next = caller.begin("stop cancel");
      awaitJob(SERVER);
      gate.open();
      assertThat(caller.end(next)).isEqualTo("done DONE");
      assertThat(state()).isEqualTo("inactive");
      assertThat(Findmnt.at(RUNTIME.resolve("merged"))).isEmpty();
      assertThat(caller.call("start cancel")).isEqualTo("done DONE");
      assertItRuns();
    }
  }

  @Test
  void aResetIsWithdrawnWhileItUnmountsAndTheNextOneEndsIt() throws Exception {
    String umount = "left4me-umount@cancel.service";
    Command.run("/usr/libexec/left4me/left4me-overlay", "mount", "cancel").orFail();
    try (Gate gate = new Gate(umount, "ExecStartPre")) {
      int call = caller.begin("reset cancel");
      gate.awaitArrival();
      assertThat(jobs()).as("there is one to withdraw").contains(umount);
      interrupt(call);
      assertThat(SETTINGS.resolve("instance.env")).isRegularFile();

      int next = caller.begin("reset cancel");
      awaitJob(umount);
      gate.open();
      assertThat(caller.end(next)).isEqualTo("done DONE");
      assertThat(RUNTIME).doesNotExist();
      assertThat(SETTINGS).doesNotExist();
    }
  }

  @Test
  void whoWaitsForAnotherProcessChangesNothing() throws Exception {
    try (Gate gate = new Gate(SERVER, "ExecStartPre");
        CallerProcess holder = CallerProcess.start()) {
      int held = holder.begin("start cancel");
      gate.awaitArrival();
      interruptAResetThatWaits();
      gate.open();
      assertThat(holder.end(held)).isEqualTo("done DONE");
      assertItRuns();
    }
  }

  @Test
  void whoWaitsForAnotherThreadChangesNothing() throws Exception {
    try (Gate gate = new Gate(SERVER, "ExecStartPre")) {
      int held = caller.begin("start cancel");
      gate.awaitArrival();
      interruptAResetThatWaits();
      gate.open();
      assertThat(caller.end(held)).isEqualTo("done DONE");
      assertItRuns();
    }
  }

  private void interruptAResetThatWaits() throws Exception {
    int call = caller.begin("reset cancel");
    caller.awaitWaiting(call);
    caller.cancel(call);
    assertThat(caller.end(call)).isEqualTo("interrupted");
    assertThat(jobs()).as("the other's").contains(SERVER);
    assertThat(SETTINGS.resolve("autostart")).as("what a reset removes first").isRegularFile();
  }
}
