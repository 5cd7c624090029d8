package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A host that is to be migrated: without the mark, and with two instances, alpha and beta, that a
 * file was written in. Afterwards it is as it was installed. For root.
 */
final class FuseEraHost implements BeforeEachCallback, AfterEachCallback {

  static final String UNIT = "left4me-migrate.service";
  static final Path MARK = StandIn.ROOT.resolve(".kernel-overlay-migrated");
  static final Path RUNTIME = StandIn.ROOT.resolve("runtime");
  static final Path ALPHA = RUNTIME.resolve("alpha");
  static final Path BETA = RUNTIME.resolve("beta");
  static final int ALPHAS_PORT = 27241;

  /** A folder of root's, elsewhere, and the one file in it. */
  static final Path ELSEWHERE = Path.of("/srv/it-elsewhere");

  static final Path KEPT = ELSEWHERE.resolve("kept");

  /**
   * What a run came to.
   *
   * @param status that of systemctl
   * @param lines what the program printed
   */
  record Run(int status, List<String> lines) {}

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    StandIn.installAsLeft4me();
    int port = ALPHAS_PORT;
    for (String name : List.of("alpha", "beta")) {
      Path blueprint = Path.of("/tmp", name + ".yaml");
      Files.writeString(
          blueprint, "port: " + port++ + "\nconfig:\n  - hostname \"it " + name + "\"\n");
      Command.run("l4d2ctl", "initialize", name, "-f", blueprint.toString()).orFail();
    }
    asLeft4me("touch " + ALPHA + "/upper/written " + BETA + "/upper/written");
    shell("rm -f " + MARK + "; mkdir -p " + ELSEWHERE + "; touch " + KEPT);
    shell("[ -e /dev/fuse ] || mknod -m 666 /dev/fuse c 10 229");
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    shell("systemctl stop left4me-migrate.service 'left4me-server@*.service' 'left4me-web.*'");
    // Topmost first, and what a test has put there to be refused.
    shell(
        "findmnt --noheadings --raw --output TARGET | grep '^"
            + RUNTIME
            + "/' | tac | while IFS= read -r point; do umount \"$(printf '%b' \"$point\")\"; done");
    shell("chattr -R -i -a " + RUNTIME + " 2> /dev/null || true");
    shell(
        "rm -rf --one-file-system "
            + RUNTIME
            + "/* "
            + RUNTIME
            + "/.[!.]* "
            + ELSEWHERE
            + " /etc/it-elsewhere");
    Command.run("l4d2ctl", "delete", "alpha", "beta").orFail();
    shell("rm -rf " + MARK + " " + MARK + ".part");
    asLeft4me("touch " + MARK);
    // It takes five starts in ten seconds, and no more.
    shell("systemctl reset-failed left4me-migrate.service || true");
  }

  static String shell(String line) throws IOException, InterruptedException {
    return Command.run("sh", "-c", line).orFail();
  }

  static String asLeft4me(String line) throws IOException, InterruptedException {
    return Command.loginAs("left4me", "sh", "-c", line).orFail();
  }

  /** Starts the unit as an administrator does, and waits for its end. */
  static Run migrate() throws IOException, InterruptedException {
    String cursor = cursor();
    int status = Command.run("systemctl", "start", UNIT).status();
    return new Run(status, linesSince(cursor));
  }

  static void assertDone(Run run) {
    assertThat(run.status()).as(run.toString()).isZero();
    assertThat(run.lines().getLast())
        .startsWith("Done, and marked by " + MARK + ". Nothing is started: start the servers");
    assertThat(MARK).isRegularFile();
  }

  /** Where the journal ends. */
  static String cursor() throws IOException, InterruptedException {
    Journald.sync();
    return shell("journalctl --quiet --lines=0 --show-cursor").strip().replace("-- cursor: ", "");
  }

  static List<String> linesSince(String cursor) throws IOException, InterruptedException {
    Journald.sync();
    return Command.run(
            "journalctl",
            "--quiet",
            "--no-pager",
            "--output=cat",
            "--after-cursor=" + cursor,
            "--identifier=left4me-migrate")
        .orFail()
        .lines()
        .toList();
  }

  static String property(String unit, String name) throws IOException, InterruptedException {
    return Command.run("systemctl", "show", "--property=" + name, "--value", unit).orFail().strip();
  }
}
