package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import left4me.systemd.UnitState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A blueprint that names a layer whose own configuration is refused by the staging. */
final class RefusedConfigurationTest {

  private static final UnitState UP = new UnitState("active", "running");

  @TempDir Path root;

  private Path specYaml;
  private Path serverCfg;
  private Blueprint refused;

  @BeforeEach
  void linkOutOfTheContent() throws Exception {
    specYaml = root.resolve("instances/alpha/spec.yaml");
    serverCfg = root.resolve("instances/alpha/server.cfg");
    Path config = Files.createDirectories(root.resolve("overlays/zonemod/left4dead2/cfg"));
    Path secret = Files.writeString(root.resolve("secret"), "password");
    Files.createSymbolicLink(config.resolve("server.cfg"), secret);
    refused =
        Blueprint.parse(
            "port: 27016\nconfig: [b]\noverlays: [{path: zonemod, alias: zm}]", "alpha.yaml");
  }

  @Test
  void leavesNothingOfANewInstance() {
    ScriptedInstance alpha = new ScriptedInstance(root);
    assertRefused(alpha);
    assertThat(root.resolve("instances")).doesNotExist();
    assertThat(root.resolve("runtime")).doesNotExist();
    assertThat(alpha.steps()).as("what is told to be done").isEmpty();
  }

  @Test
  void leavesOneThatThereIsAsItWas() throws Exception {
    String before = "port: 27015\nconfig: [a]";
    new Initialization(new ScriptedInstance(root).instance()).run(Blueprint.parse(before, "b"));
    assertRefused(new ScriptedInstance(root, UnitState.NOT_LOADED, UnitState.NOT_LOADED));
    assertThat(specYaml).hasContent(before);
    assertThat(serverCfg).hasContent("a");
    assertThat(root.resolve("runtime/alpha/upper/left4dead2/cfg/server.cfg")).hasContent("a");
  }

  /** It is not staged then; the next start refuses what is still wrong by that time. */
  @Test
  void isTakenByAServerThatRuns() throws Exception {
    new Initialization(new ScriptedInstance(root).instance()).run(Blueprint.parse("port: 1", "b"));
    Instance up = new ScriptedInstance(root, UP).instance();
    assertThat(new Initialization(up).run(refused)).isEqualTo(Outcome.AT_NEXT_START);
    assertThat(specYaml).hasContent(refused.source());
  }

  /** A restart looks before it stops the server. */
  @Test
  void isRefusedBeforeTheServerIsStopped() throws Exception {
    Files.delete(root.resolve("overlays/zonemod/left4dead2/cfg/server.cfg"));
    new Initialization(new ScriptedInstance(root).instance()).run(refused);
    Files.createDirectories(root.resolve("installation"));
    linkOutOfTheContent();
    Start restart =
        new Start(new ScriptedInstance(root, UP).instance(), "restart", new RecentBlueprints());
    assertThatThrownBy(restart::check)
        .isInstanceOf(InstanceFilesException.class)
        .hasMessageStartingWith("restart alpha: ")
        .hasMessageContaining("outside the folders for content");
  }

  private void assertRefused(ScriptedInstance alpha) {
    assertThatThrownBy(() -> new Initialization(alpha.instance()).run(refused))
        .isInstanceOf(InstanceFilesException.class)
        .hasMessageStartingWith("initialize alpha: ")
        .hasMessageContaining("outside the folders for content");
  }
}
