package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstanceSettingsTest {

  private static final String TEXT =
      """
      port: 27015
      arguments: [-tickrate, "100", "two words"]
      config: [hostname "alpha", sv_cheats 0]
      overlays: [{path: competitive/zonemod, alias: zonemod}, {path: maps}]
      """;

  @TempDir Path root;

  @Test
  void writesTheFilesAsTheContractHasThem() throws Exception {
    InstanceFolders folders = new InstanceFolders(root, new InstanceName("alpha"));
    InstanceSettings settings = new InstanceSettings(folders);
    settings.write(Blueprint.parse(TEXT, "b"));
    assertThat(folders.instanceEnv())
        .hasContent(
            """
            L4D2_PORT=27015
            L4D2_ARGS=-tickrate 100 'two words'
            L4D2_LOWERDIRS=%1$s/overlays/competitive/zonemod:%1$s/overlays/maps:%1$s/installation
            """
                .formatted(root));
    assertThat(folders.serverCfg()).hasContent("hostname \"alpha\"\nsv_cheats 0\n");
    assertThat(folders.specYaml()).hasContent(TEXT);
    assertThat(folders.upper()).isEmptyDirectory();
    assertThat(folders.work()).isEmptyDirectory();
    assertThat(folders.merged()).isEmptyDirectory();
    assertThat(settings.read("start", new RecentBlueprints()))
        .isEqualTo(Blueprint.parse(TEXT, "b"));
    try (var files = Files.list(folders.settings())) {
      assertThat(files).as("nothing of the replacing is left").hasSize(3);
    }
  }

  @Test
  void readsNothingOfAnInstanceThatIsNotInitialized() {
    InstanceFolders folders = new InstanceFolders(root, new InstanceName("alpha"));
    assertThatThrownBy(() -> new InstanceSettings(folders).read("start", new RecentBlueprints()))
        .isInstanceOf(NotInitializedException.class)
        .hasMessageContaining("alpha")
        .hasMessageContaining("initialize it first");
  }
}
