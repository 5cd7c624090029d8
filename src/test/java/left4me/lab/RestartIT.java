package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import left4me.host.DropIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A restart that comes to nothing: what can be seen before stops nobody, and nothing is forgotten.
 */
final class RestartIT {

  @RegisterExtension static final CtlInstance SERVER = new CtlInstance("again", 27149);

  private static final Path MARK = SERVER.folders().autostartMark();
  private static final String CLOSED = "closed";

  @BeforeEach
  void start() throws Exception {
    SERVER.run("start").orFail();
  }

  private static void initialize(String overlays) throws Exception {
    Path blueprint = Path.of("/tmp/again-new.yaml");
    Files.writeString(blueprint, "port: " + SERVER.port() + "\noverlays: " + overlays + "\n");
    SERVER.run("initialize", "-f", blueprint.toString()).orFail();
  }

  private static String invocation() throws Exception {
    return Command.run("systemctl", "show", "--property=InvocationID,ActiveState", SERVER.unit())
        .orFail();
  }

  @Test
  void oneWhoseLayerIsMissingStopsNothing() throws Exception {
    String running = invocation();
    initialize("[{path: it-none}]");

    Command restart = SERVER.run("restart");

    assertThat(restart.status()).isEqualTo(1);
    assertThat(restart.err()).contains("restart again: the layer ").contains("is not there");
    assertThat(invocation()).isEqualTo(running).contains("ActiveState=active");
    assertThat(MARK).exists();
  }

  @Test
  void aStartOfOneThatRunsNeedsNoLayer() throws Exception {
    initialize("[{path: it-none}]");

    assertThat(SERVER.run("start").orFail()).contains("It runs already");
  }

  @Test
  void oneThatCannotBeStagedComesBackAfterAReboot() throws Exception {
    Path config = SERVER.folders().upper().resolve("left4dead2/cfg");
    Command.run("sh", "-c", "chown root: " + config + " && chmod 700 " + config).orFail();
    try {
      Command restart = SERVER.run("restart");

      assertThat(restart.status()).isEqualTo(1);
      assertThat(restart.err()).contains(config + " belongs to root");
      assertThat(invocation()).contains("ActiveState=inactive");
      assertThat(MARK).exists();
    } finally {
      Command.run("chown", "left4me:", config.toString()).orFail();
    }
  }

  /** What it says is in the system's journal, and not in the servers'. */
  @Test
  void aStepOfSystemdsOwnIsToldFromTheProgram() throws Exception {
    String broken = "[Service]\nBindPaths=/nonexistent:/mnt\nRestart=no\n";
    try (DropIn dropIn = new DropIn(SERVER.unit(), broken)) {
      DropIn.load();

      assertThat(SERVER.run("restart").err())
          .contains("status 226, a step of systemd's own before the program")
          .contains("as root: journalctl -u " + SERVER.unit());
      assertThat(SERVER.run("status").orFail())
          .contains("status 226, a step of systemd's own before the program")
          .doesNotEndWith("\n\n");
    } finally {
      DropIn.load();
    }
  }

  @Test
  void oneThatIsInterruptedComesBackAfterAReboot() throws Exception {
    try (Pty terminal = Pty.run("left4me", "l4d2ctl restart again; echo status $?")) {
      terminal.await("Stopping the server");
      terminal.type(Pty.INTERRUPT);
      terminal.await("status ");
    }
    assertThat(MARK).exists();
  }

  /** The helper, which is root, may look into it. */
  @ParameterizedTest
  @ValueSource(strings = {"overlays", "overlays/" + CLOSED})
  void aLayerThatIsClosedToUsIsNotCalledMissing(String place) throws Exception {
    Path layer = Files.createDirectories(StandIn.ROOT.resolve("overlays").resolve(CLOSED));
    Path config = Files.createDirectories(layer.resolve("left4dead2/cfg"));
    Files.writeString(config.resolve("server.cfg"), "hostname closed");
    Path closed = StandIn.ROOT.resolve(place);
    String owner = Files.getOwner(closed).getName();
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(closed);
    try {
      Command.run("chown", "root:", closed.toString()).orFail();
      Command.run("chmod", "700", closed.toString()).orFail();
      initialize("[{path: " + CLOSED + "}]");
      SERVER.run("restart").orFail();
      assertThat(SERVER.hostname()).isNotEmpty();

      initialize("[{path: " + CLOSED + ", alias: closed}]");
      assertThat(SERVER.run("restart").err())
          .contains(config.resolve("server.cfg") + ": user left4me may not look for it");
    } finally {
      Files.setPosixFilePermissions(closed, mode);
      Command.run("chown", owner + ":", closed.toString()).orFail();
      Command.run("rm", "-r", layer.toString()).orFail();
    }
  }

  @Test
  void aBlueprintThatIsClosedIsSaidWithItsCure() throws Exception {
    Path blueprint = SERVER.folders().specYaml();
    Command.run("sh", "-c", "chown root: " + blueprint + " && chmod 600 " + blueprint).orFail();

    assertThat(SERVER.run("restart").err())
        .contains(
            "restart again: " + blueprint + " belongs to root; as root: find " + StandIn.ROOT);
    assertThat(invocation()).contains("ActiveState=active");
  }
}
