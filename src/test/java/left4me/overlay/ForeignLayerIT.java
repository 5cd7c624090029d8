package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import left4me.instance.MountTable;
import left4me.overlay.InstanceFixture.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that belong to another user than the instance, mounted in each way. */
@ParameterizedClass
@EnumSource(MountWay.class)
class ForeignLayerIT {

  private static final String STEAM = "4711:4712";

  private final MountWay way;
  private InstanceFixture instance;
  private Path merged;

  ForeignLayerIT(MountWay way) throws IOException {
    this.way = InstalledHelper.known(way);
  }

  @BeforeEach
  void initialize() throws IOException {
    instance = InstalledHelper.instance(way);
    merged = instance.at("runtime/alpha/merged");
    Files.createDirectories(instance.at("installation/cfg"));
    Files.writeString(instance.at("installation/cfg/server.cfg"), "from the layer\n");
    Files.writeString(instance.at("overlays/top/own.cfg"), "his own\n");
    own("left4me:left4me", "");
  }

  @AfterEach
  void remove() throws IOException {
    InstalledHelper.remove(instance);
  }

  private void own(String owner, String path) throws IOException {
    InstanceFixture.command("chown", "-R", owner, instance.at(path).toString());
  }

  private static void asLeft4me(String script, Path folder) throws IOException {
    InstanceFixture.command(
        "runuser", "-u", "left4me", "--", "sh", "-c", "cd \"$1\" && " + script, "sh", folder + "");
  }

  @ParameterizedTest
  @ValueSource(strings = {STEAM, "root:root"})
  void givesWhatIsCopiedUpToTheOwnerOfUpper(String owner) throws IOException {
    own(owner, "installation");
    InstalledHelper.run(instance, "mount", "alpha").assertDone();

    asLeft4me("echo changed >> cfg/server.cfg && echo new > cfg/new.cfg", merged);
    asLeft4me("echo changed >> own.cfg", merged);

    for (String file : List.of("cfg", "cfg/server.cfg", "cfg/new.cfg", "own.cfg")) {
      Path copy = instance.at("runtime/alpha/upper").resolve(file);
      assertThat(owners(copy)).as(file).isEqualTo("left4me:left4me");
    }
    assertThat(merged.resolve("cfg/server.cfg")).hasContent("from the layer\nchanged");
    Path original = instance.at("installation/cfg/server.cfg");
    assertThat(original).hasContent("from the layer");
    assertThat(owners(original)).isEqualTo(owner.equals(STEAM) ? "4711:4712" : "root:root");
  }

  /**
   * Of the folders that left4me finds in its own it can call any upper, and that which the kernel
   * makes in work is root's. What the layers hold would become root's, set-user-ID bit and all.
   */
  @ParameterizedTest
  @CsvSource({"upper, root:root", "upper, 4711:4712", "work, root:root"})
  void refusesAnUpperAndAWorkOfAnothersThanTheRootIs(String folder, String owner)
      throws IOException {
    Files.writeString(instance.at("installation/tool"), "#!/bin/sh");
    own(STEAM, "installation");
    InstanceFixture.command("chmod", "6777", instance.at("installation/tool").toString());
    own(owner, "runtime/alpha/" + folder);
    List<MountTable.Mount> before = mounts();

    assertThat(InstalledHelper.run(instance, "mount", "alpha").refusal())
        .startsWith(instance.at("runtime/alpha/" + folder) + " belongs to user ")
        .endsWith("; as root: chown the former, or reset the instance");
    assertThat(mounts()).isEqualTo(before);
  }

  /** As of a disk that was mounted over the folder that the package had given away. */
  @Test
  void namesTheRootIfThatIsRoots() throws IOException {
    InstanceFixture.command("chown", "root:root", instance.root().toString());
    assertThat(InstalledHelper.run(instance, "mount", "alpha").refusal())
        .endsWith("; as root: give " + instance.root() + " to the server's user (chown)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"root:root", "left4me:root"})
  void showsNobodysFilesAsRootsOrItsGroups(String owner) throws IOException {
    own(owner, "");
    own(STEAM, "installation");
    assertThat(InstalledHelper.run(instance, "mount", "alpha").refusal())
        .startsWith(instance.root() + " belongs to root, or to root's group, ");
  }

  @Test
  void isGivenTheGroupOfTheRootWhateverUppersIs() throws IOException {
    own(STEAM, "installation");
    own("left4me:root", "runtime/alpha/upper");
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    assertThat(owners(merged.resolve("cfg/server.cfg"))).isEqualTo("left4me:left4me");
  }

  @Test
  void mapsEachOfSeveralOwners() throws IOException {
    own(STEAM, "installation");
    own("root:root", "overlays/top");
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    asLeft4me("echo >> own.cfg && echo >> cfg/server.cfg", merged);
    assertThat(owners(merged.resolve("own.cfg"))).isEqualTo("left4me:left4me");
    assertThat(owners(merged.resolve("cfg/server.cfg"))).isEqualTo("left4me:left4me");
  }

  @Test
  void leavesNoMountOfItBehind() throws IOException {
    own(STEAM, "installation");
    int before = mounts().size();
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    assertThat(mounts()).hasSize(before + 1);
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
    assertThat(mounts()).hasSize(before);
  }

  @Test
  void leavesNoMountOfItBehindWhenTheMountFails() throws IOException {
    own(STEAM, "installation");
    instance.lowerdirs(instance.at("installation"), instance.at("installation/cfg"));
    int before = mounts().size();
    assertThat(InstalledHelper.run(instance, "mount", "alpha").refusal())
        .endsWith("/installation/cfg is inside " + instance.at("installation"));
    assertThat(mounts()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open_tree:signal=KILL:when=2",
        "mount_setattr:signal=KILL:when=3",
        "move_mount:signal=KILL:when=1",
        "move_mount:signal=KILL:when=2",
        "setns:signal=KILL:when=1",
        "mount_setattr:error=EPERM:when=3",
        "move_mount:error=ENOMEM:when=2",
        "setns:error=EPERM:when=1",
      })
  void leavesNothingBehindWhereverItIsKilledOrFails(String injected) throws IOException {
    own(STEAM, "installation");
    List<MountTable.Mount> before = mounts();
    ProcessBuilder builder =
        new ProcessBuilder(
            "strace",
            "-f",
            "-o",
            "/dev/null",
            "-e",
            "inject=" + injected,
            "/usr/libexec/left4me/left4me-overlay",
            "mount",
            "alpha");
    builder.environment().putAll(instance.environment());
    Outcome outcome = InstalledHelper.run(builder);
    assertThat(outcome.status()).isNotZero();
    if (injected.contains(":error=")) {
      outcome.refusal();
    }
    assertThat(mounts()).isEqualTo(before);
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    asLeft4me("echo >> cfg/server.cfg", merged);
  }

  @Test
  void saysWhatAFileSystemCannotShowAndMountsIt() throws IOException {
    // An overlay is a file system that maps no users.
    for (String folder : List.of("a", "b")) {
      Files.createDirectories(instance.at(folder));
    }
    Files.createFile(instance.at("a/there"));
    own(STEAM, "a");
    String top = instance.at("overlays/top").toString();
    InstanceFixture.command(
        "sh",
        "-c",
        "cd \"$1\" && mount -t overlay overlay -o lowerdir=a:b \"$2\"",
        "sh",
        instance.root().toString(),
        top);
    Outcome outcome = InstalledHelper.run(instance, "mount", "alpha");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.err())
        .isEqualTo(
            "left4me-overlay: note: "
                + top
                + " belongs to user 4711 and is on a file system that cannot show it as another's:"
                + " the server can read its files and not change them; give them to the server's"
                + " user to have that\n");
    assertThat(merged.resolve("there")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"750", "700"})
  void takesFromTheContentFoldersWhatItsOwnerKeepsClosed(String mode) throws IOException {
    // The layer itself, and a folder on the way to one.
    own(STEAM, "installation");
    Files.createDirectories(instance.at("overlays/steam/game"));
    Files.createFile(instance.at("overlays/steam/game/there"));
    own(STEAM, "overlays/steam");
    InstanceFixture.command(
        "chmod", "-R", mode, instance.at("installation") + "", instance.at("overlays/steam") + "");
    instance.lowerdirs(instance.at("overlays/steam/game"), instance.at("installation"));
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    asLeft4me("echo >> cfg/server.cfg && echo >> there", merged);
  }

  @Test
  void tellsNothingOfWhatTheOwnerMayNotSee() throws IOException {
    Path secret = instance.at("secret");
    Files.createDirectories(secret.resolve("there"));
    own("root:root", "secret");
    InstanceFixture.command("chmod", "700", secret.toString());
    String answer = "";
    for (String name : List.of("there", "nowhere")) {
      instance.lowerdirs(secret.resolve(name));
      own("left4me:left4me", "instances");
      String refusal = InstalledHelper.run(instance, "mount", "alpha").refusal().replace(name, "X");
      assertThat(refusal).contains("Permission denied");
      assertThat(refusal).isIn(answer, answer.isEmpty() ? refusal : answer);
      answer = refusal;
    }
  }

  private static String owners(Path file) throws IOException {
    return Files.getAttribute(file, "owner:owner", LinkOption.NOFOLLOW_LINKS)
        + ":"
        + Files.getAttribute(file, "posix:group", LinkOption.NOFOLLOW_LINKS);
  }

  /** All of the host's, but for a login's own folder, which logind unmounts some time after it. */
  private static List<MountTable.Mount> mounts() throws IOException {
    return MountTable.ofThisProcess().mounts().stream()
        .filter(mount -> !mount.mountPoint().startsWith("/run/user/"))
        .toList();
  }
}
