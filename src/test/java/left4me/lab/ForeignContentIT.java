package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A game that another user has installed, by way of the units as they are shipped. */
final class ForeignContentIT {

  private static final Path INSTALLATION = StandIn.ROOT.resolve("installation");
  private static final Path RUNTIME = StandIn.ROOT.resolve("runtime/foreign");
  private static final String FILE = "left4dead2/steam.inf";

  @BeforeEach
  void initialize() throws Exception {
    StandIn.installAsLeft4me();
    Path blueprint = Path.of("/tmp/foreign.yaml");
    Files.writeString(blueprint, "port: 27161\n");
    Command.loginAs("left4me", "l4d2ctl", "initialize", "foreign", "-f", blueprint + "").orFail();
    Files.writeString(INSTALLATION.resolve(FILE), "steam's\n");
    own("4711:4711");
  }

  @AfterEach
  void giveBack() throws Exception {
    Command.loginAs("left4me", "l4d2ctl", "delete", "foreign").orFail();
    Files.delete(INSTALLATION.resolve(FILE));
    own("left4me:left4me");
  }

  private static void own(String owner) throws Exception {
    Command.run("chown", "-R", owner, INSTALLATION.toString()).orFail();
  }

  private static void changeAsLeft4me() throws Exception {
    Command.loginAs("left4me", "sh", "-c", "echo changed >> " + RUNTIME.resolve("merged/" + FILE))
        .orFail();
    Path copy = RUNTIME.resolve("upper").resolve(FILE);
    assertThat(Files.getOwner(copy).getName()).isEqualTo("left4me");
    assertThat(copy).hasContent("steam's\nchanged");
    assertThat(INSTALLATION.resolve(FILE)).hasContent("steam's");
  }

  @Test
  void aServerChangesWhatAnotherUserInstalled() throws Exception {
    Command.loginAs("left4me", "l4d2ctl", "start", "foreign").orFail();
    assertThat(A2s.hostname(27161)).isNotEmpty();
    changeAsLeft4me();
    Command.loginAs("left4me", "l4d2ctl", "stop", "foreign").orFail();
    assertThat(Findmnt.at(RUNTIME.resolve("merged"))).isEmpty();
  }

  @Test
  void soDoesACallerWithoutAServer() throws Exception {
    Command.run("systemctl", "start", "left4me-mount@foreign.service").orFail();
    changeAsLeft4me();
    Command.run("systemctl", "start", "left4me-umount@foreign.service").orFail();
    assertThat(Findmnt.at(RUNTIME.resolve("merged"))).isEmpty();
  }
}
