package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An admin and a stranger, each from a login shell without sudo, on the booted host. */
final class AdminIT {

  private static final String ADMIN = "it-admin";
  private static final String STRANGER = "it-stranger";
  private static final String SERVER = "left4me-server@admins.service";

  @BeforeAll
  static void makeUsersAndServer() throws Exception {
    Command.run("useradd", "--create-home", "--groups", "left4me-admin", ADMIN).orFail();
    Command.run("useradd", "--create-home", STRANGER).orFail();
    Files.writeString(
        Path.of("/run/systemd/system/it-other.service"),
        "[Service]\nExecStart=/bin/sleep infinity\n");
    Command.run("systemctl", "daemon-reload").orFail();
    Command.run("systemctl", "start", "it-other.service").orFail();
    makeServer();
  }

  @AfterAll
  static void removeThem() throws Exception {
    Command.loginAs("left4me", "l4d2ctl", "delete", "admins").orFail();
    Command.run("systemctl", "stop", "it-other.service");
    Files.deleteIfExists(Path.of("/run/systemd/system/it-other.service"));
    Command.run("systemctl", "daemon-reload");
    for (String user : List.of(ADMIN, STRANGER)) {
      Command.run("loginctl", "terminate-user", user);
      Command.run("userdel", "--force", "--remove", user);
    }
  }

  private static void makeServer() throws Exception {
    StandIn.installAsLeft4me();
    Files.writeString(Path.of("/tmp/admins.yaml"), "port: 27151\n");
    Command.loginAs("left4me", "l4d2ctl", "initialize", "admins", "-f", "/tmp/admins.yaml")
        .orFail();
  }

  @BeforeEach
  void startServer() throws Exception {
    Command.run("systemctl", "start", SERVER).orFail();
  }

  private static Command manager(String user, String method, String unit) throws Exception {
    return Command.loginAs(
        user,
        "busctl",
        "call",
        "org.freedesktop.systemd1",
        "/org/freedesktop/systemd1",
        "org.freedesktop.systemd1.Manager",
        method,
        "ss",
        unit,
        "replace");
  }

  private static String state(String unit) throws Exception {
    return Command.run("systemctl", "show", "--property=ActiveState", "--value", unit)
        .out()
        .strip();
  }

  private static void awaitState(String unit, String state) throws Exception {
    // StopUnit returns when the job is queued; this waits for the jobs of the unit as systemd does.
    Command.run("systemctl", state.equals("active") ? "start" : "stop", unit).orFail();
    assertThat(state(unit)).isEqualTo(state);
  }

  @Test
  void anAdminStopsAndStartsAServerByBusctl() throws Exception {
    String invocation = invocation();
    manager(ADMIN, "StopUnit", SERVER).orFail();
    awaitState(SERVER, "inactive");
    manager(ADMIN, "StartUnit", SERVER).orFail();
    awaitState(SERVER, "active");
    assertThat(invocation()).isNotEqualTo(invocation);
    invocation = invocation();
    manager(ADMIN, "RestartUnit", SERVER).orFail();
    awaitState(SERVER, "active");
    assertThat(invocation()).isNotEqualTo(invocation);
  }

  private static String invocation() throws Exception {
    return Command.run("systemctl", "show", "--property=InvocationID", "--value", SERVER).out();
  }

  @Test
  void anAdminStopsAServerBySystemctlAndByL4d2ctl() throws Exception {
    Command.loginAs(ADMIN, "systemctl", "stop", SERVER).orFail();
    assertThat(state(SERVER)).isEqualTo("inactive");
    assertThat(Command.loginAs(ADMIN, "l4d2ctl", "start", "admins").orFail())
        .contains("Step: Starting the server with the configuration that was staged last");
    assertThat(state(SERVER)).isEqualTo("active");
    assertThat(Command.loginAs(ADMIN, "l4d2ctl", "status", "admins").orFail())
        .contains("State: active (running)");
    Command.loginAs(ADMIN, "l4d2ctl", "stop", "admins").orFail();
    assertThat(state(SERVER)).isEqualTo("inactive");
  }

  /** Else the overlay would go, and the kernel's work folder be cleared, under a running server. */
  @Test
  void theUnmountUnitStopsTheServerFirst() throws Exception {
    Command.loginAs(ADMIN, "systemctl", "start", "left4me-umount@admins.service").orFail();
    assertThat(state(SERVER)).isEqualTo("inactive");
    assertThat(Findmnt.at(StandIn.ROOT.resolve("runtime/admins/merged"))).isEmpty();
    Command.loginAs(ADMIN, "systemctl", "start", SERVER).orFail();
    assertThat(Findmnt.at(StandIn.ROOT.resolve("runtime/admins/merged"))).startsWith("overlay");
  }

  @ParameterizedTest
  @ValueSource(strings = {"initialize", "reset", "delete"})
  void whatNeedsTheFilesIsRefusedToAnAdminWithTheWayToDoIt(String verb) throws Exception {
    Command command =
        verb.equals("initialize")
            ? Command.loginAs(ADMIN, "l4d2ctl", verb, "admins", "-f", "/tmp/admins.yaml")
            : Command.loginAs(ADMIN, "l4d2ctl", verb, "admins");
    assertThat(command.status()).isEqualTo(1);
    assertThat(command.err()).contains(verb + " admins").contains("run it as user left4me");
    assertThat(state(SERVER)).isEqualTo("active");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it-other.service",
        "dbus.service",
        "ssh.service",
        "left4me-server@Admins.service",
        "left4me-server@-a.service",
        "left4me-autostart.service",
        "left4me.slice",
      })
  void anAdminMayNotTouchAnyOtherUnit(String unit) throws Exception {
    String before = state(unit);
    for (String method : List.of("StopUnit", "StartUnit", "RestartUnit")) {
      Command call = manager(ADMIN, method, unit);
      assertThat(call.status()).as(method + " " + unit).isNotZero();
      assertThat(call.err()).containsAnyOf("Access denied", "authentication required", "not found");
    }
    assertThat(state(unit)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"left4me-server@admins.service", "left4me-umount@admins.service"})
  void aStrangerMayTouchNothing(String unit) throws Exception {
    String invocation = invocation();
    for (String method : List.of("StopUnit", "StartUnit", "RestartUnit")) {
      assertThat(manager(STRANGER, method, unit).status()).isNotZero();
    }
    assertThat(Command.loginAs(STRANGER, "l4d2ctl", "stop", "admins").status()).isEqualTo(1);
    assertThat(state(SERVER)).isEqualTo("active");
    assertThat(invocation()).isEqualTo(invocation);
  }

  @ParameterizedTest
  @ValueSource(strings = {"it-other.service", "dbus.service"})
  void left4meMayNotTouchAnyOtherUnit(String unit) throws Exception {
    String before = state(unit);
    for (String method : List.of("StopUnit", "StartUnit", "RestartUnit")) {
      assertThat(manager("left4me", method, unit).status()).isNotZero();
    }
    assertThat(state(unit)).isEqualTo(before);
  }

  /** Neither a transient unit nor anything else of systemd is open to left4me, by effect. */
  @Test
  void left4meMayCallNothingElseOfSystemd() throws Exception {
    Path witness = Path.of("/run/it-witness");
    Command.loginAs(
        "left4me",
        "systemd-run",
        "--unit=left4me-server@x.service",
        "--no-ask-password",
        "touch",
        witness.toString());
    assertThat(witness).doesNotExist();
    for (String[] call :
        new String[][] {
          {"Reload"},
          {"KillUnit", "ssi", "left4me-server@admins.service", "all", "9"},
          {"EnableUnitFiles", "asbb", "1", "left4me-autostart.service", "true", "true"},
          {"SetEnvironment", "as", "1", "LD_PRELOAD=/tmp/x"},
        }) {
      String[] words =
          java.util.stream.Stream.concat(
                  java.util.stream.Stream.of(
                      "busctl",
                      "call",
                      "org.freedesktop.systemd1",
                      "/org/freedesktop/systemd1",
                      "org.freedesktop.systemd1.Manager"),
                  java.util.stream.Stream.of(call))
              .toArray(String[]::new);
      Command command = Command.loginAs("left4me", words);
      assertThat(command.status()).as(call[0]).isNotZero();
      assertThat(command.err()).as(call[0]).contains("Access denied");
    }
    assertThat(Command.run("systemctl", "show-environment").out()).doesNotContain("LD_PRELOAD");
    assertThat(state(SERVER)).isEqualTo("active");
  }
}
