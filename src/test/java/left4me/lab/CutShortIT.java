package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
  void aStrangersMountStopsTheRemovalAndLosesNothing() throws Exception {
    Path inside = Files.createDirectories(RUNTIME.resolve("upper/inside"));
    Path precious = Files.createDirectories(Path.of("/tmp/precious"));
    Files.writeString(precious.resolve("file"), "kept");
    Command.run("chown", "-R", "left4me:left4me", RUNTIME.toString(), precious.toString()).orFail();
    Command.run("mount", "--bind", precious.toString(), inside.toString()).orFail();
    try {
      Command reset = asLeft4me("l4d2ctl", "reset", "cut");
      assertThat(reset.status()).isEqualTo(1);
      assertThat(reset.err()).contains("something is mounted in it");
      assertThat(precious.resolve("file")).hasContent("kept");
      assertThat(inside.resolve("file")).as("the folder has its name back").hasContent("kept");
    } finally {
      Command.run("umount", inside.toString()).orFail();
    }
  }

  @Test
  void whatRootLeftInUpperIsNamedWithItsCure() throws Exception {
    asLeft4me("l4d2ctl", "start", "cut").orFail();
    asLeft4me("l4d2ctl", "stop", "cut").orFail();
    Path config = RUNTIME.resolve("upper/left4dead2/cfg");
    String giveBack = "chown -R left4me:left4me " + RUNTIME.resolve("upper");
    Command.run("chown", "-R", "root:root", config.toString()).orFail();

    try {
      assertThat(asLeft4me("l4d2ctl", "start", "cut").err())
          .contains(config.resolve("server.cfg") + ": permission denied; as root: " + giveBack);
      Command.run("chmod", "700", config.toString()).orFail();
      assertThat(asLeft4me("l4d2ctl", "start", "cut").err())
          .contains(": permission denied; as root: " + giveBack);
    } finally {
      Command.run("sh", "-c", giveBack).orFail();
    }
    asLeft4me("l4d2ctl", "start", "cut").orFail();
    asLeft4me("l4d2ctl", "stop", "cut").orFail();
  }

  @Test
  void aRemovalThatRootHasToCompleteIsToldOfEachTime() throws Exception {
    Path foreign = Files.createDirectories(RUNTIME.resolve("upper/foreign"));
    Files.writeString(foreign.resolve("file"), "root's");
    Path aside = StandIn.ROOT.resolve("runtime/.cut.removed");

    try {
      for (String[] command :
          new String[][] {
            {"l4d2ctl", "reset", "cut"}, {"l4d2ctl", "initialize", "cut", "-f", "/tmp/cut.yaml"}
          }) {
        assertThat(asLeft4me(command).err()).contains("as root, remove " + aside);
      }
    } finally {
      Command.run("rm", "-rf", aside.toString(), foreign.toString()).orFail();
    }
    asLeft4me("l4d2ctl", "initialize", "cut", "-f", "/tmp/cut.yaml").orFail();
  }
}
