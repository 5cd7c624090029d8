package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that fills its file system, which is a small one of its own, beside another server. */
final class FullDiskIT {

  private static final Path FULL = StandIn.ROOT.resolve("runtime/full");
  private static final Path COPY = Path.of("/tmp/it-settings");
  private static final Path BESIDE = StandIn.ROOT.resolve("runtime/beside");

  @BeforeEach
  void initialize() throws Exception {
    StandIn.installAsLeft4me();
    Files.createDirectories(FULL);
    Command.run("mount", "-t", "tmpfs", "-o", "size=4m,mode=755", "none", FULL + "").orFail();
    Command.run("chown", "left4me:left4me", FULL + "").orFail();
    int port = 27191;
    for (String name : List.of("full", "beside")) {
      Path blueprint = Path.of("/tmp/" + name + ".yaml");
      Files.writeString(blueprint, "port: " + port++ + "\n");
      asLeft4me("l4d2ctl", "initialize", name, "-f", blueprint + "").orFail();
    }
  }

  @AfterEach
  void remove() throws Exception {
    asLeft4me("l4d2ctl", "stop", "full").orFail();
    Command.run("umount", FULL + "").orFail();
    for (String name : List.of("full", "beside")) {
      asLeft4me("l4d2ctl", "delete", name).orFail();
    }
  }

  private static Command asLeft4me(String... words) throws Exception {
    return Command.loginAs("left4me", words);
  }

  /** Writes from where the server is, as the server's user, until there is no room. */
  private static void fill() throws Exception {
    String pid =
        Command.run("systemctl", "show", "--property=MainPID", "--value", "left4me-server@full")
            .orFail()
            .strip();
    Command filling =
        Command.run(
            "nsenter",
            "--target=" + pid,
            "--mount",
            "--",
            "runuser",
            "-u",
            "left4me",
            "--",
            "dd",
            "if=/dev/zero",
            "of=" + FULL + "/merged/left4dead2/fill",
            "bs=64k");
    assertThat(filling.err()).contains("No space left on device");
  }

  @Test
  void harmsNobodyElseAndCanBeStoppedAndStartedWhenThereIsRoomAgain() throws Exception {
    asLeft4me("l4d2ctl", "start", "full").orFail();
    asLeft4me("l4d2ctl", "start", "beside").orFail();
    fill();
    assertThat(A2s.hostname(27192)).as("the other still answers").isNotEmpty();
    asLeft4me("sh", "-c", "echo > " + BESIDE + "/merged/left4dead2/written").orFail();
    asLeft4me("l4d2ctl", "restart", "beside").orFail();
    assertThat(A2s.hostname(27192)).isNotEmpty();

    asLeft4me("l4d2ctl", "stop", "full").orFail();
    assertThat(Findmnt.at(FULL.resolve("merged"))).isEmpty();
    asLeft4me("rm", FULL + "/upper/left4dead2/fill").orFail();
    asLeft4me("l4d2ctl", "start", "full").orFail();
    assertThat(A2s.hostname(27191)).isNotEmpty();
  }

  @Test
  void aConfigurationForWhichThereIsNoRoomLeavesTheOldOneToStartWith() throws Exception {
    asLeft4me("l4d2ctl", "start", "full").orFail();
    fill();
    asLeft4me("l4d2ctl", "stop", "full").orFail();
    Path staged = FULL.resolve("upper/left4dead2/cfg/server.cfg");
    String old = Files.readString(staged);
    Path longer = Path.of("/tmp/full-longer.yaml");
    Files.writeString(
        longer, "port: 27191\nconfig:\n" + "  - \"echo as long as it takes\"\n".repeat(10_000));

    Command initialize = asLeft4me("l4d2ctl", "initialize", "full", "-f", longer + "");

    assertThat(initialize.status()).isNotZero();
    assertThat(initialize.err()).contains("server.cfg: No space left on device");
    assertThat(initialize.err()).as("nothing is in the way").doesNotContain("chattr");
    assertThat(Files.readString(staged)).isEqualTo(old);
  }

  /**
   * Its settings, and the lock on them, on a disk of their own; not the locks that other tests have
   * left.
   */
  @Test
  void aServerIsStoppedThoughNotAWordCanBeWritten() throws Exception {
    asLeft4me("l4d2ctl", "start", "full").orFail();
    Path settings = StandIn.ROOT.resolve("instances");
    Files.createDirectory(COPY);
    Command.run("cp", "-a", settings + "/full", settings + "/.full.lock", COPY + "").orFail();
    Command.run("mount", "-t", "tmpfs", "-o", "size=256k", "none", settings + "").orFail();
    try {
      Command.run("chown", "left4me:left4me", settings + "").orFail();
      Command.run("cp", "-a", COPY + "/full", COPY + "/.full.lock", settings + "").orFail();
      Command.run("truncate", "--size=0", settings + "/.full.lock").orFail();
      Command filling = asLeft4me("dd", "if=/dev/zero", "of=" + settings + "/fill", "bs=4k");
      assertThat(filling.err()).contains("No space left on device");

      asLeft4me("l4d2ctl", "stop", "full").orFail();

      assertThat(asLeft4me("l4d2ctl", "status", "full").out()).contains("inactive");
      assertThat(settings.resolve(".full.lock")).isEmptyFile();
    } finally {
      Command.run("umount", settings + "").orFail();
      Command.run("rm", "-r", COPY + "").orFail();
    }
  }
}
