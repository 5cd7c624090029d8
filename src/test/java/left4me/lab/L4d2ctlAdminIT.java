package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import left4me.host.DropIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command in the hands of an admin and of a stranger, on the booted host. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class L4d2ctlAdminIT {

  private static final String ADMIN = "it-ctl-admin";
  private static final String STRANGER = "it-ctl-stranger";
  private static final String NAME = "ctl-adm";
  private static final String UNIT = "left4me-server@" + NAME + ".service";
  private static final Path RULE = Path.of("/etc/polkit-1/rules.d/10-it.rules");

  @BeforeAll
  static void makeUsersAndServer() throws Exception {
    Command.run("useradd", "--create-home", "--groups", "left4me-admin", ADMIN).orFail();
    Command.run("useradd", "--create-home", STRANGER).orFail();
    Command.run("sh", "-c", "echo '" + STRANGER + ":correct horse' | chpasswd").orFail();
    StandIn.installAsLeft4me();
    Path file = Files.writeString(Path.of("/tmp/ctl-adm.yaml"), "port: 27185\n");
    Command.run("l4d2ctl", "initialize", NAME, "-f", file.toString()).orFail();
  }

  @AfterAll
  static void removeThem() throws Exception {
    Command.run("l4d2ctl", "delete", NAME).orFail();
    for (String user : List.of(ADMIN, STRANGER)) {
      Command.run("loginctl", "terminate-user", user);
      Command.run("userdel", "--force", "--remove", user);
    }
  }

  @BeforeEach
  void startServer() throws Exception {
    Command.run("systemctl", "start", UNIT).orFail();
  }

  private static String state() throws Exception {
    return Command.run("systemctl", "show", "--property=ActiveState", "--value", UNIT)
        .out()
        .strip();
  }

  @Test
  void anAdminReadsWhatServersPrintedAndNotTheSystemsJournal() throws Exception {
    Command.run("systemctl", "restart", UNIT).orFail();
    try (Pty pty = Pty.run(ADMIN, "l4d2ctl logs -f " + NAME + "; echo status $?")) {
      pty.await("Connection to stand-in servers successful");
      pty.type(Pty.INTERRUPT);
      pty.await("status 130");
    }
    assertThat(Command.loginAs(ADMIN, "l4d2ctl", "logs", "--run", NAME).orFail())
        .contains("stand-in: Console initialized.");
    Command system = Command.loginAs(ADMIN, "journalctl", "-n", "1", "_PID=1");
    assertThat(system.out()).doesNotContain("systemd[1]");
  }

  @Test
  void anAdminIsToldOfAServerThatHadToBeKilled() throws Exception {
    try (DropIn dropIn = new DropIn(UNIT, BadEndIT.DEAF)) {
      DropIn.load();
      Command.run("systemctl", "restart", UNIT).orFail();
      assertThat(Command.loginAs(ADMIN, "l4d2ctl", "stop", NAME).orFail().lines())
          .contains(BadEndIT.KILLED);
    } finally {
      DropIn.load();
    }
  }

  @Test
  void aStrangerIsRefusedTheLogsInASentence() throws Exception {
    Command logs = Command.loginAs(STRANGER, "l4d2ctl", "logs", "--json", NAME);
    assertThat(logs.status()).isEqualTo(1);
    assertThat(logs.out())
        .startsWith(
            "{\"event\":\"error\",\"instance\":null,\"operation\":\"logs\",\"kind\":\"journal\"");
    assertThat(logs.err().lines())
        .singleElement()
        .asString()
        .endsWith("the servers' journal is for user left4me and group left4me-admin");
  }

  @Test
  void anAdminSeesWhatHisStopPrinted() throws Exception {
    // From then on it says something when it is stopped.
    A2s.hostname(27185);
    try (DropIn slow = new DropIn(UNIT, Journald.STOP_WITH_ALL_LINES)) {
      DropIn.load();
      assertThat(Command.loginAs(ADMIN, "l4d2ctl", "stop", "--verbose", NAME).orFail())
          .contains("Output: stand-in: Server shutting down.")
          .contains("whether it comes back after a reboot is as it was");
      assertThat(state()).isEqualTo("inactive");
    } finally {
      DropIn.load();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ADMIN, STRANGER})
  void whatIsLessThanLeft4meIsToldIsSaid(String user) throws Exception {
    Command list = Command.loginAs(user, "l4d2ctl", "list");
    assertThat(list.orFail()).containsPattern(NAME + " +active \\(running\\) +\\? +\\?\n");
    assertThat(list.err())
        .startsWith("l4d2ctl: note: you are not user left4me: only servers that systemd knows");
    Command status = Command.loginAs(user, "l4d2ctl", "status", "--json", NAME);
    assertThat(status.orFail())
        .contains("\"initialized\":null,\"port\":null,\"activeState\":\"active\"");
    assertThat(status.err()).startsWith("l4d2ctl: note: you are not user left4me");
  }

  @Test
  void anAdminWatches() throws Exception {
    try (Pty pty = Pty.run(ADMIN, "l4d2ctl watch --json " + NAME + "; echo status $?")) {
      pty.await("\"activeState\":\"active\"");
      Command.loginAs(ADMIN, "l4d2ctl", "stop", NAME).orFail();
      pty.await("\"activeState\":\"inactive\"");
      pty.type(Pty.INTERRUPT);
      pty.await("status 130");
    }
  }

  @Test
  void whoIsLetByAPasswordIsAskedForItAtTheTerminal() throws Exception {
    Files.writeString(
        RULE,
        """
        polkit.addRule(function (action, subject) {
          if (action.id === "org.freedesktop.systemd1.manage-units"
              && subject.user === "%s" && action.lookup("unit") === "%s") {
            return polkit.Result.AUTH_SELF;
          }
        });
        """
            .formatted(STRANGER, UNIT));
    Command.run("systemctl", "restart", "polkit.service").orFail();
    try {
      try (Pty pty = Pty.run(STRANGER, "tty; l4d2ctl stop " + NAME + "; echo status $?")) {
        String terminal = pty.await("\n").strip();
        pty.await("AUTHENTICATING FOR org.freedesktop.systemd1.manage-units");
        pty.await("Password: ");
        assertThat(state()).isEqualTo("active");
        pty.typeUnseen(terminal, "wrong\n");
        pty.await("AUTHENTICATION FAILED");
        pty.await("l4d2ctl: stop " + NAME + ": not permitted");
        pty.await("status 1");
      }
      assertThat(state()).isEqualTo("active");
      try (Pty pty = Pty.run(STRANGER, "tty; l4d2ctl stop " + NAME + "; echo status $?")) {
        String terminal = pty.await("\n").strip();
        pty.await("Password: ");
        pty.typeUnseen(terminal, "correct horse\n");
        pty.await("AUTHENTICATION COMPLETE");
        pty.await("Stopped");
        pty.await("status 0");
      }
      assertThat(state()).isEqualTo("inactive");
      assertThat(Command.run("pgrep", "-u", STRANGER, "pkttyagent").out())
          .as("agents left behind")
          .isEmpty();
      Command nobody = Command.loginAs(STRANGER, "l4d2ctl", "start", NAME);
      assertThat(nobody.status()).isEqualTo(1);
      assertThat(nobody.err()).contains("polkit wants a password for it");
    } finally {
      Files.delete(RULE);
      Command.run("systemctl", "restart", "polkit.service").orFail();
    }
  }

  /** systemd's limit is five in a minute, and for what systemd restarts by itself. */
  @Test
  void anAdminRestartsAsOftenAsHeLikes() throws Exception {
    for (int i = 0; i < 7; i++) {
      Command.loginAs(ADMIN, "l4d2ctl", "restart", NAME).orFail();
    }
    assertThat(state()).isEqualTo("active");
  }

  /** systemd then keeps the crash for the unit's result, not that it was started too often. */
  @ParameterizedTest
  @ValueSource(strings = {"start", "restart"})
  void anAdminBringsBackWhatSystemdHasGivenUp(String verb) throws Exception {
    try (DropIn dropIn =
        new DropIn(UNIT, "[Unit]\nStartLimitBurst=1\n[Service]\nRestartSec=100ms\n")) {
      DropIn.load();
      while (!state().equals("failed")) {
        Command.run("systemctl", "kill", "--kill-whom=main", "--signal=KILL", UNIT);
      }

      Command.loginAs(ADMIN, "l4d2ctl", verb, NAME).orFail();

      assertThat(state()).isEqualTo("active");
    } finally {
      DropIn.load();
      Command.run("systemctl", "reset-failed", UNIT);
    }
  }
}
