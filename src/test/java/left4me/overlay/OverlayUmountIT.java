package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Unmounting, with the installed helper and the kernel's overlay, mounted in each way. */
@ParameterizedClass
@EnumSource(MountWay.class)
class OverlayUmountIT {

  private final MountWay way;
  private InstanceFixture instance;
  private Path merged;
  private Path leftover;

  OverlayUmountIT(MountWay way) throws IOException {
    this.way = InstalledHelper.known(way);
  }

  @BeforeEach
  void initialize() throws IOException {
    instance = InstalledHelper.instance(way);
    merged = instance.at("runtime/alpha/merged");
    leftover = instance.at("runtime/alpha/work/work");
  }

  @AfterEach
  void remove() throws IOException {
    InstalledHelper.remove(instance);
  }

  private void giveAllToLeft4me() throws IOException {
    InstanceFixture.command("chown", "-R", "left4me:", instance.root().toString());
  }

  @Test
  void unmountsAndRemovesWhatTheKernelLeaves() throws IOException {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    Files.writeString(merged.resolve("written"), "x");
    assertThat(leftover).isDirectory();
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
    assertThat(InstalledHelper.mountsIn(instance)).isEmpty();
    assertThat(leftover).doesNotExist();
    assertThat(instance.at("runtime/alpha/upper/written")).hasContent("x");
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    assertThat(merged.resolve("written")).hasContent("x");
  }

  @Test
  void removesALeftoverWithContentAfterATearDownThatWasCutShort() throws IOException {
    Files.createDirectories(leftover.resolve("#1f/deep"));
    Files.createFile(leftover.resolve("#1f/deep/file"));
    InstanceFixture.command("mknod", leftover.resolve("#2a").toString(), "c", "0", "0");
    InstanceFixture.command("chmod", "000", leftover.toString());
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
    assertThat(leftover).doesNotExist();
  }

  @Test
  void crossesNoMountToRemoveTheLeftover() throws IOException {
    Path other = Files.createDirectories(instance.at("other"));
    Files.createFile(other.resolve("keep"));
    Files.createDirectories(leftover.resolve("point"));
    InstanceFixture.command("chmod", "000", leftover.toString());
    InstanceFixture.command("mount", "--bind", other.toString(), leftover + "/point");
    assertThat(InstalledHelper.run(instance, "umount", "alpha").refusal())
        .contains(leftover + "/point");
    assertThat(other.resolve("keep")).exists();
  }

  @Test
  void removesWhatTheOwnerWasGivenAndCouldRemoveHimself() throws IOException {
    Files.createDirectories(leftover.resolve("#1f/deep"));
    Files.createFile(leftover.resolve("#1f/deep/file"));
    InstanceFixture.command("chmod", "000", leftover.toString());
    giveAllToLeft4me();
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
    assertThat(leftover).doesNotExist();
  }

  @Test
  void leavesAFolderOfRootsThatTheOwnerPassesOffAsTheLeftover() throws IOException {
    Path roots = Files.createDirectories(leftover.resolve("left4mes/roots"));
    Files.createFile(roots.resolve("keep"));
    giveAllToLeft4me();
    InstanceFixture.command("chown", "root:", roots.toString());
    assertThat(InstalledHelper.run(instance, "umount", "alpha").refusal())
        .isEqualTo(
            roots
                + " belongs to another user than what is around it, and is left alone; remove it");
    assertThat(roots.resolve("keep")).exists();
  }

  /** He may rename it where it is, and then rename what is around it. */
  @Test
  void leavesAFolderOfRootsThatIsTheLeftoverItself() throws IOException {
    Files.createDirectories(leftover.resolve("game"));
    Files.createFile(leftover.resolve("game/keep"));
    giveAllToLeft4me();
    List<String> before = instance.snapshot();
    for (String owner : List.of("root:", "nobody:")) {
      InstanceFixture.command("chown", "-R", owner, leftover.toString());
      for (String verb : List.of("umount", "mount")) {
        assertThat(InstalledHelper.run(instance, verb, "alpha").refusal())
            .isEqualTo(
                leftover
                    + " belongs to another user than what is around it, and is left alone;"
                    + " remove it");
        assertThat(InstalledHelper.mountsIn(instance)).isEmpty();
        assertThat(instance.snapshot()).isEqualTo(before);
      }
    }
  }

  /** The kernel empties what it finds in the place of its folder, and with root's rights. */
  @Test
  void letsTheKernelEmptyNoFolderOfRoots() throws IOException {
    Path roots = Files.createDirectories(leftover.resolve("roots"));
    Files.createFile(roots.resolve("keep"));
    giveAllToLeft4me();
    InstanceFixture.command("chown", "-R", "root:", roots.toString());
    assertThat(InstalledHelper.run(instance, "mount", "alpha").refusal())
        .isEqualTo(
            roots
                + " belongs to another user than what is around it, and is left alone; remove it");
    assertThat(InstalledHelper.mountsIn(instance)).isEmpty();
    assertThat(roots.resolve("keep")).exists();
  }

  @Test
  void saysWhichProcessKeepsItBusy() throws Exception {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    Process holder = new ProcessBuilder("sleep", "1000").directory(merged.toFile()).start();
    try {
      assertThat(InstalledHelper.run(instance, "umount", "alpha").refusal())
          .isEqualTo(merged + " is busy, held by process " + holder.pid() + " (sleep)");
      assertThat(InstalledHelper.mountsIn(instance)).hasSize(1);
      assertThat(leftover).isDirectory();
    } finally {
      holder.destroyForcibly().waitFor();
    }
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
  }

  @Test
  void saysWhoHasAFileOpen() throws Exception {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    Path open = Files.createFile(merged.resolve("open"));
    Process holder = new ProcessBuilder("sleep", "1000").redirectInput(open.toFile()).start();
    try {
      assertThat(InstalledHelper.run(instance, "umount", "alpha").refusal())
          .contains("process " + holder.pid() + " (sleep)");
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  @Test
  void saysWhatIsMountedBelow() throws IOException {
    Files.createDirectory(instance.at("installation/point"));
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    InstanceFixture.command("mount", "-t", "tmpfs", "none", merged + "/point");
    assertThat(InstalledHelper.run(instance, "umount", "alpha").refusal())
        .isEqualTo(merged + " is busy, held by the mount at " + merged + "/point");
  }

  @Test
  void leavesAForeignMountAlone() throws IOException {
    Files.createDirectory(leftover);
    InstanceFixture.command("mount", "-t", "tmpfs", "none", merged.toString());
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
    assertThat(InstalledHelper.mountsIn(instance)).hasSize(1);
    assertThat(leftover).doesNotExist();
  }

  @Test
  void leavesTheLeftoverOfAnOverlayThatIsCoveredByAForeignMount() throws IOException {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    InstanceFixture.command("mount", "-t", "tmpfs", "none", merged.toString());
    assertThat(InstalledHelper.run(instance, "umount", "alpha").refusal())
        .isEqualTo(
            "the overlay of "
                + instance.at("runtime/alpha")
                + " is still mounted at "
                + merged
                + "; unmount that by hand");
    assertThat(InstalledHelper.mountsIn(instance)).hasSize(2);
    assertThat(leftover).isDirectory();
  }

  @Test
  void printsAndLeavesItMounted() throws IOException {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    assertThat(instance.print("umount", "alpha").out()).isEqualTo("/bin/umount " + merged + "\n");
    assertThat(instance.print("mount", "alpha").out()).startsWith("/bin/mount -t overlay overlay ");
    assertThat(InstalledHelper.mountsIn(instance)).hasSize(1);
  }

  @Test
  void onlyTheNumberOneIsForPrinting() throws IOException {
    for (String value : List.of("", "0", "true", "01")) {
      Map<String, String> environment = instance.environment();
      environment.put("LEFT4ME_OVERLAY_PRINT_ONLY", value);
      InstanceFixture.run(environment, "mount", "alpha").assertDone();
      assertThat(InstalledHelper.mountsIn(instance)).as(value).hasSize(1);
      InstanceFixture.run(environment, "umount", "alpha").assertDone();
      assertThat(InstalledHelper.mountsIn(instance)).as(value).isEmpty();
    }
  }

  @Test
  void keepsInstancesApart() throws IOException {
    for (String folder : List.of("upper", "work", "merged")) {
      Files.createDirectories(instance.at("runtime/beta/" + folder));
    }
    Files.createDirectories(instance.at("instances/beta"));
    Files.copy(
        instance.at("instances/alpha/instance.env"), instance.at("instances/beta/instance.env"));
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    InstalledHelper.run(instance, "mount", "beta").assertDone();
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
    assertThat(InstalledHelper.mountsIn(instance))
        .singleElement()
        .satisfies(
            mount ->
                assertThat(mount.mountPoint())
                    .isEqualTo(instance.at("runtime/beta/merged").toString()));
  }
}
