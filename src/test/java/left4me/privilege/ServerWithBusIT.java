package left4me.privilege;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import left4me.lab.Command;
import left4me.lab.Journald;
import left4me.lab.StandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A server whose sandbox has a hole: it reaches the bus, as the user who may rule over servers. The
 * rule itself refuses what comes from its unit.
 */
final class ServerWithBusIT {

  private static final String SERVER = "left4me-server@it-bus.service";
  private static final String TARGET = "left4me-mount@it-bus.service";
  private static final Path HOLE = Path.of("/run/systemd/system/" + SERVER + ".d/hole.conf");

  @BeforeEach
  void initialize() throws Exception {
    StandIn.installAsLeft4me();
    Files.writeString(Path.of("/tmp/it-bus.yaml"), "port: 27211\n");
    Command.loginAs("left4me", "l4d2ctl", "initialize", "it-bus", "-f", "/tmp/it-bus.yaml")
        .orFail();
  }

  @AfterEach
  void remove() throws Exception {
    Files.deleteIfExists(HOLE);
    Command.run("systemctl", "daemon-reload").orFail();
    Command.loginAs("left4me", "l4d2ctl", "delete", "it-bus").orFail();
  }

  @ParameterizedTest
  @ValueSource(strings = {"StartUnit", "StopUnit", "RestartUnit"})
  void mayNotRuleOverServersByIt(String method) throws Exception {
    Files.createDirectories(HOLE.getParent());
    Files.writeString(
        HOLE,
        """
        [Service]
        Type=simple
        ExecStart=
        # By a pipe: straight to the journal busctl would write a message of its own, of which nobody knows
        # the unit any more once it has ended.
        ExecStart=-/bin/sh -c '{ busctl %s; echo "status $?"; } 2>&1 | cat'
        BindReadOnlyPaths=/run/dbus
        PrivateUsers=no
        Restart=no
        """
            .formatted(
                "call --allow-interactive-authorization=no org.freedesktop.systemd1"
                    + " /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager "
                    + method
                    + " ss "
                    + TARGET
                    + " replace"));
    Command.run("systemctl", "daemon-reload").orFail();
    String since = Command.run("date", "+@%s.%N").out().strip();
    String before = invocation();
    Command.run("systemctl", "start", "--wait", SERVER).orFail();
    Journald.syncServers();
    String said =
        Command.run(
                "journalctl", "--namespace=left4me", "-o", "cat", "--since", since, "-u", SERVER)
            .out();
    assertThat(said).contains("denied").contains("status 1");
    assertThat(invocation()).isEqualTo(before);
    // The same call, of the same user, from elsewhere.
    Command.loginAs("left4me", "sh", "-c", Method.manager(method, "ss", TARGET + " replace"))
        .orFail();
  }

  private static String invocation() throws Exception {
    return Command.run("systemctl", "show", "--property=InvocationID", TARGET).out();
  }
}
