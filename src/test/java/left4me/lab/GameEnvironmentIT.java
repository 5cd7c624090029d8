package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import left4me.host.DropIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The variables that a game gets, on the booted host: what its unit says to others is not among
 * them.
 */
final class GameEnvironmentIT {

  private static final String UNIT = "left4me-server@environ.service";
  private static final int PORT = 27144;
  private static final Path MERGED = StandIn.ROOT.resolve("runtime/environ/merged");

  @BeforeEach
  void initialize() throws Exception {
    StandIn.installAsLeft4me();
    Path blueprint = Files.writeString(Path.of("/tmp/environ.yaml"), "port: " + PORT + "\n");
    Command.run("l4d2ctl", "initialize", "environ", "-f", blueprint.toString()).orFail();
  }

  @AfterEach
  void delete() throws Exception {
    Command.run("l4d2ctl", "delete", "environ").orFail();
    DropIn.load();
  }

  @Test
  void itsLanguageIsTheHostsAndItsHomeIsItsTree() throws Exception {
    String manager = Command.run("systemctl", "show-environment").orFail();

    List<String> environment = environment();

    assertThat(environment).noneMatch(each -> each.startsWith("LC_ALL="));
    assertThat(environment).noneMatch(each -> each.startsWith("NOTIFY_SOCKET="));
    assertThat(environment).contains("HOME=" + MERGED);
    assertThat(environment.stream().filter(each -> each.startsWith("LANG=")).toList())
        .isNotEmpty()
        .isEqualTo(manager.lines().filter(each -> each.startsWith("LANG=")).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8", "de_DE.UTF-8"})
  void aLanguageThatADropInSetsIsTheGames(String language) throws Exception {
    String setting = "LC_ALL=" + language;
    try (DropIn dropIn = new DropIn(UNIT, "[Service]\nEnvironment=" + setting + "\n")) {
      DropIn.load();

      assertThat(environment()).contains(setting);
    }
  }

  @Test
  void aGameThatAnAclGivesItIsRun() throws Exception {
    Path game = StandIn.ROOT.resolve("runtime/environ/upper/srcds_run");
    Files.copy(StandIn.ROOT.resolve("installation/srcds_run"), game);
    Command.run("chown", "root:root", game.toString()).orFail();
    Command.run("chmod", "750", game.toString()).orFail();
    Command.run("setfacl", "--modify", "user:left4me:rx", game.toString()).orFail();

    Command.run("systemctl", "start", UNIT).orFail();

    assertThat(A2s.hostname(PORT)).isNotEmpty();
  }

  private static List<String> environment() throws Exception {
    Command.run("systemctl", "start", UNIT).orFail();
    A2s.hostname(PORT); // it has written them before it answers
    return List.of(Files.readString(MERGED.resolve("left4dead2/environ.bin")).split("\0"));
  }
}
