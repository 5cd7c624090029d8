package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** There is no polkit rule without the units: while the package is removed, and after. */
final class RemovalIT {

  private static final Path RULE = Path.of("/usr/share/polkit-1/rules.d/50-left4me.rules");
  private static final Path TEMPLATE = Path.of("/usr/lib/systemd/system/left4me-server@.service");
  private static final Path WITNESS = Path.of("/run/it-removal-witness");
  private static final String SERVER = "left4me-server@removal.service";
  private static final String MANAGER = "org.freedesktop.systemd1";

  @BeforeEach
  void initialize() throws Exception {
    StandIn.installAsLeft4me();
    Files.writeString(Path.of("/tmp/removal.yaml"), "port: 27201\n");
    Command.loginAs("left4me", "l4d2ctl", "initialize", "removal", "-f", "/tmp/removal.yaml")
        .orFail();
    Command.loginAs("left4me", "l4d2ctl", "start", "removal").orFail();
  }

  /** Whatever became of the package, the tests that follow need it. */
  @AfterEach
  void installAgain() throws Exception {
    try (Stream<Path> built = Files.list(Path.of("target").toAbsolutePath())) {
      Path deb = built.filter(each -> each.toString().endsWith("_all.deb")).findAny().orElseThrow();
      Command.run("dpkg", "--install", deb.toString()).orFail();
    }
    Command.loginAs("left4me", "l4d2ctl", "delete", "removal").orFail();
  }

  private static boolean left4meMayStart() throws Exception {
    return Command.loginAs("left4me", call("StartUnit", "ss", SERVER, "replace")).status() == 0;
  }

  private static String[] call(String... method) {
    return Stream.concat(
            Stream.of(
                "busctl",
                "call",
                "--allow-interactive-authorization=no",
                MANAGER,
                "/org/freedesktop/systemd1",
                MANAGER + ".Manager"),
            Stream.of(method))
        .toArray(String[]::new);
  }

  private static String state() throws Exception {
    return Command.run("systemctl", "show", "--property=ActiveState", "--value", SERVER)
        .out()
        .strip();
  }

  @Test
  void theRuleGoesBeforeTheUnitsAndComesBackIfTheRemovalIsGivenUp() throws Exception {
    Command.run("/var/lib/dpkg/info/left4me.prerm", "remove").orFail();
    assertThat(RULE).doesNotExist();
    assertThat(TEMPLATE).exists();
    assertThat(state()).as("servers are stopped").isEqualTo("inactive");
    assertThat(left4meMayStart()).isFalse();

    Command.run("/var/lib/dpkg/info/left4me.postinst", "abort-remove").orFail();
    assertThat(RULE).isRegularFile();
    assertThat(left4meMayStart()).isTrue();
  }

  @Test
  void afterTheRemovalNobodyHasMoreThanBefore() throws Exception {
    Command.run("dpkg", "--remove", "left4me").orFail();
    assertThat(RULE).doesNotExist();
    assertThat(TEMPLATE).doesNotExist();
    assertThat(left4meMayStart()).isFalse();
    for (String user : List.of("left4me", "nobody")) {
      Command transientUnit =
          Command.loginAs(
              user,
              call(
                  "StartTransientUnit",
                  "ssa(sv)a(sa(sv))",
                  SERVER,
                  "replace",
                  "1",
                  "ExecStart",
                  "a(sasb)",
                  "1",
                  "/bin/touch",
                  "2",
                  "/bin/touch",
                  WITNESS.toString(),
                  "false",
                  "0"));
      assertThat(transientUnit.status()).as(user).isNotZero();
    }
    assertThat(state()).isEqualTo("inactive");
    assertThat(WITNESS).doesNotExist();
  }
}
