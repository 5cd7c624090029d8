package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StagingTest {

  private static final String BLUEPRINT =
      """
      port: 27015
      config: ["hostname one"]
      overlays:
        - {path: zonemod, alias: zm}
        - {path: maps, alias: maps}
        - {path: plugins}
      """;

  @TempDir Path root;
  private InstanceFolders folders;
  private Path config;

  @BeforeEach
  void initialize() throws Exception {
    folders = new InstanceFolders(root, new InstanceName("alpha"));
    config = folders.upper().resolve("left4dead2/cfg");
    layer("zonemod", "zonemod's");
    layer("plugins", "plugins'");
    Files.createDirectories(root.resolve("overlays/maps"));
    new InstanceSettings(folders).write(Blueprint.parse(BLUEPRINT, "b"));
  }

  private void layer(String name, String text) throws IOException {
    Path folder =
        Files.createDirectories(root.resolve("overlays").resolve(name).resolve("left4dead2/cfg"));
    Files.writeString(folder.resolve("server.cfg"), text);
  }

  private void stage() throws Exception {
    new Staging(folders).stage(Blueprint.parse(BLUEPRINT, "b"));
  }

  @Test
  void stagesTheConfigurationAndThatOfEachLayerWithAnAlias() throws Exception {
    stage();
    assertThat(config.resolve("server.cfg")).hasContent("hostname one");
    assertThat(config.resolve("server_zm.cfg")).hasContent("zonemod's");
    assertThat(config).isDirectoryNotContaining("glob:**/server_maps.cfg");
    try (var files = Files.list(config)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void stagesThatOfTheLongestAlias() throws Exception {
    String alias = "z".repeat(200);
    new Staging(folders).stage(Blueprint.parse(BLUEPRINT.replace("zm", alias), "b"));
    assertThat(config.resolve("server_" + alias + ".cfg")).hasContent("zonemod's");
  }

  @Test
  void removesWhatWasStagedLastTimeAndNothingElse() throws Exception {
    Files.createDirectories(config);
    Files.writeString(config.resolve("server_old.cfg"), "old");
    Files.writeString(config.resolve("server.cfg"), "old");
    Files.writeString(config.resolve("banned_user.cfg"), "kept");
    stage();
    assertThat(config.resolve("server_old.cfg")).doesNotExist();
    assertThat(config.resolve("server.cfg")).hasContent("hostname one");
    assertThat(config.resolve("banned_user.cfg")).hasContent("kept");
  }

  @Test
  void writesThroughNoLinkOfTheServers() throws Exception {
    Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
    Path victim = Files.writeString(elsewhere.resolve("victim"), "untouched");
    Files.createDirectories(config);
    Files.createSymbolicLink(config.resolve("server.cfg"), victim);
    stage();
    assertThat(victim).hasContent("untouched");
    assertThat(Files.isRegularFile(config.resolve("server.cfg"), LinkOption.NOFOLLOW_LINKS))
        .isTrue();
  }

  @Test
  void aFolderInPlaceOfAConfigurationGivesWay() throws Exception {
    Files.createDirectories(config.resolve("server_x.cfg/deep"));
    stage();
    assertThat(config.resolve("server_x.cfg")).doesNotExist();
    assertThat(config.resolve("server.cfg")).hasContent("hostname one");
  }

  @Test
  void foldersThatTheServerClosedAreOpened() throws Exception {
    Files.createDirectories(config);
    for (Path closed : List.of(config, config.getParent(), folders.upper())) {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    }
    stage();
    assertThat(config.resolve("server.cfg")).hasContent("hostname one");
  }

  @Test
  void aLinkOfContentThatLeadsOutOfTheContentIsRefused() throws Exception {
    Path secret = Files.writeString(root.resolve("secret"), "password");
    Path link = root.resolve("overlays/zonemod/left4dead2/cfg/server.cfg");
    Files.delete(link);
    Files.createSymbolicLink(link, secret);
    assertThatThrownBy(this::stage)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("outside the folders for content");
    assertThat(config.resolve("server_zm.cfg")).doesNotExist();
    Files.delete(link);
    Files.createSymbolicLink(link, root.resolve("overlays/plugins/left4dead2/cfg/server.cfg"));
    stage();
    assertThat(config.resolve("server_zm.cfg")).hasContent("plugins'");
  }

  @Test
  void aLinkInPlaceOfAFolderGivesWayToAFolder() throws Exception {
    Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("server_keep.cfg"), "untouched");
    Files.createDirectories(folders.upper().resolve("left4dead2"));
    Files.createSymbolicLink(config, elsewhere);
    stage();
    assertThat(elsewhere.resolve("server_keep.cfg")).hasContent("untouched");
    assertThat(elsewhere.resolve("server.cfg")).doesNotExist();
    assertThat(config.resolve("server.cfg")).hasContent("hostname one");
  }

  @Test
  void oneThatCannotBeWrittenLeavesAllOfLastTime() throws Exception {
    stage();
    layer("zonemod", "zonemod's new one");
    Files.delete(folders.serverCfg());
    assertThatThrownBy(this::stage).isInstanceOf(IOException.class);
    assertThat(config.resolve("server.cfg")).hasContent("hostname one");
    assertThat(config.resolve("server_zm.cfg")).hasContent("zonemod's");
    try (var files = Files.list(config)) {
      assertThat(files).as("and nothing of this time").hasSize(2);
    }
  }

  @Test
  void whatIsTheSameStaysAndWhatIsNotIsReplaced() throws Exception {
    stage();
    Object kept = inode("server.cfg");
    Object replaced = inode("server_zm.cfg");
    layer("zonemod", "another's");
    stage();
    assertThat(inode("server.cfg")).isEqualTo(kept);
    assertThat(inode("server_zm.cfg")).isNotEqualTo(replaced);
    assertThat(config.resolve("server_zm.cfg")).hasContent("another's");
  }

  private Object inode(String name) throws IOException {
    return Files.getAttribute(config.resolve(name), "unix:ino");
  }

  @Test
  void oneThatTheServerOpenedToAllIsReplaced() throws Exception {
    stage();
    Files.setPosixFilePermissions(
        config.resolve("server.cfg"), PosixFilePermissions.fromString("rwxrwxrwx"));
    stage();
    assertThat(Files.getPosixFilePermissions(config.resolve("server.cfg")))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
  }

  @Test
  void whatAStagingThatWasKilledHasLeftIsRemoved() throws Exception {
    Files.createDirectories(config.resolve(".server.cfg.new/deep"));
    Files.writeString(config.resolve(".server_old.cfg.new"), "half");
    stage();
    try (var files = Files.list(config)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("server.cfg", "server_zm.cfg");
    }
  }

  @Test
  void aFolderForContentMayBeALinkWithinTheRoot() throws Exception {
    Path moved = Files.createDirectories(root.resolve("data")).resolve("overlays");
    Files.move(root.resolve("overlays"), moved);
    Files.createSymbolicLink(root.resolve("overlays"), Path.of("data/overlays"));
    stage();
    assertThat(config.resolve("server_zm.cfg")).hasContent("zonemod's");
  }
}
