package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import left4me.host.DropIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a power loss or a kill leaves behind is made here as root; what clears it is user left4me.
 * On the booted host.
 */
final class CutShortIT {

  private static final Path RUNTIME = StandIn.ROOT.resolve("runtime/cut");
  private static final Path SETTINGS = StandIn.ROOT.resolve("instances/cut");

  @BeforeEach
  void initialize() throws Exception {
    StandIn.installAsLeft4me();
    Path blueprint = Path.of("/tmp/cut.yaml");
    Files.writeString(blueprint, "port: 27141\n");
    asLeft4me("l4d2ctl", "initialize", "cut", "-f", blueprint.toString()).orFail();
  }

  @AfterEach
  void delete() throws Exception {
    asLeft4me("l4d2ctl", "delete", "cut").orFail();
    assertThat(RUNTIME).doesNotExist();
  }

  private static Command asLeft4me(String... words) throws Exception {
    return Command.loginAs("left4me", words);
  }

  /** As the kernel leaves it when the power goes: root's, closed to all others, and not empty. */
  private static void leaveKernelsFolder() throws Exception {
    Path orphan = Files.createDirectories(RUNTIME.resolve("work/work"));
    Files.createDirectories(orphan.resolve("#1a/deep"));
    Files.writeString(orphan.resolve("#2b"), "half a copy");
    Command.run("chmod", "000", orphan.toString()).orFail();
  }

  @Test
  void resetWorksWithTheKernelsFolderLeftBehind() throws Exception {
    leaveKernelsFolder();
    Command reset = asLeft4me("l4d2ctl", "reset", "cut");
    assertThat(reset.status()).as(reset.err()).isZero();
    assertThat(RUNTIME).doesNotExist();
    assertThat(SETTINGS).doesNotExist();
  }

  @Test
  void deleteWorksWithTheKernelsFolderLeftBehind() throws Exception {
    leaveKernelsFolder();
    Command delete = asLeft4me("l4d2ctl", "delete", "cut");
    assertThat(delete.status()).as(delete.err()).isZero();
    assertThat(RUNTIME).doesNotExist();
  }

  @Test
  void startWorksWithTheKernelsFolderLeftBehind() throws Exception {
    leaveKernelsFolder();
    assertThat(asLeft4me("l4d2ctl", "start", "cut").orFail()).contains("Step: Starting the server");
    assertThat(A2s.hostname(27141)).isNotEmpty();
    asLeft4me("l4d2ctl", "stop", "cut").orFail();
    assertThat(RUNTIME.resolve("work")).isEmptyDirectory();
  }

  @Test
  void anOverlayThatIsStillMountedIsUnmountedBeforeAnythingIsRemoved() throws Exception {
    Command.run("/usr/libexec/left4me/left4me-overlay", "mount", "cut").orFail();
    assertThat(Findmnt.at(RUNTIME.resolve("merged"))).startsWith("overlay");
    assertThat(asLeft4me("l4d2ctl", "reset", "cut").orFail())
        .contains("Step: Unmounting the overlay that was left");
    assertThat(RUNTIME).doesNotExist();
    assertThat(StandIn.ROOT.resolve("installation/srcds_run")).isRegularFile();
  }

  @Test
  void anOverlayWhoseFoldersWereMovedAwayIsNotCalledUnmounted() throws Exception {
    Path away = RUNTIME.resolveSibling("cut-away");
    asLeft4me("l4d2ctl", "start", "cut").orFail();
    Files.move(RUNTIME, away);
    try {
      Command stop = asLeft4me("l4d2ctl", "stop", "cut");

      assertThat(stop.status()).isEqualTo(1);
      assertThat(stop.err()).contains("as root: umount " + away.resolve("merged"));
    } finally {
      Command.run("umount", away.resolve("merged").toString()).orFail();
      Command.run("rm", "-r", away.toString()).orFail();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "upper", "upper/left4dead2", "upper/left4dead2/cfg"})
  void whatRootLeftIsNamedWithItsCure(String place) throws Exception {
    asLeft4me("l4d2ctl", "start", "cut").orFail();
    asLeft4me("l4d2ctl", "stop", "cut").orFail();
    Path folder = RUNTIME.resolve(place);
    String cure = cure(folder);
    Command.run("chown", "-R", "root:root", folder.toString()).orFail();
    Command.run("chmod", "700", folder.toString()).orFail();

    try {
      assertThat(asLeft4me("l4d2ctl", "start", "cut").err())
          .contains(folder + " belongs to root; as root: " + cure);
    } finally {
      Command.run("sh", "-c", cure).orFail();
    }
    asLeft4me("l4d2ctl", "start", "cut").orFail();
    asLeft4me("l4d2ctl", "stop", "cut").orFail();
  }

  private static String cure(Path folder) {
    return "find %1$s -xdev \\( -path %2$s -o -path '%2$s/*' \\) -execdir chown -h left4me:left4me {} +"
        .formatted(StandIn.ROOT.resolve(StandIn.ROOT.relativize(folder).getName(0)), folder);
  }

  /** What goes through a mounted tree, and changes it, copies the whole game. */
  @ParameterizedTest
  @ValueSource(strings = {"", "cut"})
  void theCureLeavesAServerThatRunsAsItIs(String place) throws Exception {
    Path closed = StandIn.ROOT.resolve("runtime").resolve(place);
    asLeft4me("l4d2ctl", "start", "cut").orFail();
    A2s.hostname(27141);
    List<Path> before = upper();
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(closed);
    try {
      Command.run("chown", "root:root", closed.toString()).orFail();
      Command.run("chmod", "700", closed.toString()).orFail();
      String said = asLeft4me("l4d2ctl", "restart", "cut").err();
      assertThat(said).contains(closed + " belongs to root; as root: ");

      Command.run("sh", "-c", said.substring(said.indexOf("as root: ") + 9)).orFail();

      assertThat(upper()).isEqualTo(before);
      asLeft4me("l4d2ctl", "restart", "cut").orFail();
    } finally {
      // It may be the folder of all instances.
      Command.run("chown", "left4me:left4me", closed.toString()).orFail();
      Files.setPosixFilePermissions(closed, mode);
    }
  }

  private static List<Path> upper() throws Exception {
    try (Stream<Path> files = Files.walk(RUNTIME.resolve("upper"))) {
      return files.sorted().toList();
    }
  }

  /** As one that root has restored from a copy: it is there, and says so. */
  @ParameterizedTest
  @CsvSource({
    "start,   start cut",
    "restart, restart cut",
    "stop,    have cut no longer come back after a reboot",
    "delete,  have cut no longer come back after a reboot"
  })
  void aClosedFolderIsNotCalledMissing(String verb, String what) throws Exception {
    String cure = cure(SETTINGS);
    Command.run("chown", "-R", "root:root", SETTINGS.toString()).orFail();
    Command.run("chmod", "700", SETTINGS.toString()).orFail();

    try {
      assertThat(asLeft4me("l4d2ctl", verb, "cut").err())
          .contains(what + ": " + SETTINGS + " belongs to root; as root: " + cure);
      assertThat(asLeft4me("l4d2ctl", "list").orFail()).contains("cut");
      assertThat(asLeft4me("l4d2ctl", "status", "cut").orFail())
          .containsPattern("Initialized: \\?")
          .containsPattern("At boot: \\?");
    } finally {
      Command.run("sh", "-c", cure).orFail();
    }
  }

  /** Nor is what else there may be below instances taken for one. */
  @Test
  void aFileIsNoInstance() throws Exception {
    Path file = Files.createFile(SETTINGS.resolveSibling("cut-notes"));
    Path link = SETTINGS.resolveSibling("cut-link");
    Files.createSymbolicLink(link, Path.of("/none"));
    try {
      assertThat(asLeft4me("l4d2ctl", "list").orFail()).doesNotContain("cut-notes", "cut-link");
    } finally {
      Files.delete(file);
      Files.delete(link);
    }
  }

  /** Content that left4me may not read is named, and not what it would become. */
  @Test
  void aLayersFileThatIsRootsIsNamed() throws Exception {
    Path config =
        Files.createDirectories(StandIn.ROOT.resolve("overlays/it-closed/left4dead2/cfg"));
    Path file = Files.writeString(config.resolve("server.cfg"), "rcon_password x");
    Command.run("chmod", "600", file.toString()).orFail();
    Path blueprint =
        Files.writeString(
            Path.of("/tmp/it-closed.yaml"),
            "port: 27141\noverlays:\n  - {path: it-closed, alias: closed}\n");
    try {
      assertThat(asLeft4me("l4d2ctl", "initialize", "cut", "-f", blueprint.toString()).err())
          .contains(file + ": permission denied");
    } finally {
      Command.run("rm", "-r", StandIn.ROOT.resolve("overlays/it-closed").toString()).orFail();
    }
  }

  /** A server is stopped all the same where nothing of its own has to be changed for it. */
  @Test
  void aServerStopsThoughItsTreesFolderIsRoots() throws Exception {
    asLeft4me("l4d2ctl", "start", "cut").orFail();
    Command.run("chown", "root:root", RUNTIME.toString()).orFail();
    try {
      asLeft4me("l4d2ctl", "stop", "cut").orFail();
    } finally {
      Command.run("chown", "left4me:left4me", RUNTIME.toString()).orFail();
    }
  }

  @Test
  void aLayerThatIsAFileIsNotCalledMissing() throws Exception {
    Path layer = StandIn.ROOT.resolve("overlays/it-file");
    Path blueprint =
        Files.writeString(
            Path.of("/tmp/it-file.yaml"), "port: 27141\noverlays:\n  - path: it-file\n");
    Files.createFile(layer);
    try {
      asLeft4me("l4d2ctl", "initialize", "cut", "-f", blueprint.toString()).orFail();
      assertThat(asLeft4me("l4d2ctl", "restart", "cut").err())
          .contains("restart cut: the layer " + layer + " is not a folder");
    } finally {
      Files.delete(layer);
    }
  }

  @Test
  void whatIsRestartedWithoutBeingInitializedIsToldAsThat() throws Exception {
    assertThat(asLeft4me("l4d2ctl", "restart", "cut-none").err())
        .contains("restart cut-none: it is not initialized");
  }

  /** As of a name that an admin has mistyped. */
  @Test
  void aFailedServerOfNoInstanceIsForgotten() throws Exception {
    try (DropIn once = new DropIn("left4me-server@cut-stray.service", "[Service]\nRestart=no\n")) {
      DropIn.load();
      assertThat(Command.run("systemctl", "start", "left4me-server@cut-stray").status())
          .isEqualTo(1);
      assertThat(asLeft4me("l4d2ctl", "list").orFail()).contains("cut-stray");

      assertThat(asLeft4me("l4d2ctl", "stop", "cut-stray").orFail()).contains("is forgotten");

      assertThat(asLeft4me("l4d2ctl", "list").orFail()).doesNotContain("cut-stray");
    } finally {
      DropIn.load();
    }
  }

  @Test
  void whatMayNotBeChangedIsNamed() throws Exception {
    Path config = RUNTIME.resolve("upper/left4dead2/cfg");
    asLeft4me("l4d2ctl", "start", "cut").orFail();
    asLeft4me("l4d2ctl", "stop", "cut").orFail();
    FileFlags.set(config.resolve("server.cfg"), FileFlags.IMMUTABLE);

    try {
      Path settings = StandIn.ROOT.resolve("instances/cut/server.cfg");
      asLeft4me("sh", "-c", "echo // another >> " + settings).orFail();
      assertThat(asLeft4me("l4d2ctl", "start", "cut").err())
          .contains(
              config + "/server.cfg: Operation not permitted; as root: chattr -i it, or remove it");
    } finally {
      FileFlags.set(config.resolve("server.cfg"), 0);
    }
  }

  @Test
  void aFolderThatMayNotBeChangedIsNamed() throws Exception {
    FileFlags.set(SETTINGS, FileFlags.IMMUTABLE);

    try {
      assertThat(asLeft4me("l4d2ctl", "initialize", "cut", "-f", "/tmp/cut.yaml").err())
          .contains("or it is immutable (lsattr -d " + SETTINGS + ")");
    } finally {
      FileFlags.set(SETTINGS, 0);
    }
  }
}
