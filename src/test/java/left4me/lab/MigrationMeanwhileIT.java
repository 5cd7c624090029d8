package left4me.lab;

import static left4me.lab.FuseEraHost.ALPHAS_PORT;
import static left4me.lab.FuseEraHost.BETA;
import static left4me.lab.FuseEraHost.MARK;
import static left4me.lab.FuseEraHost.UNIT;
import static left4me.lab.FuseEraHost.assertDone;
import static left4me.lab.FuseEraHost.cursor;
import static left4me.lab.FuseEraHost.linesSince;
import static left4me.lab.FuseEraHost.migrate;
import static left4me.lab.FuseEraHost.property;
import static left4me.lab.FuseEraHost.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import left4me.host.DropIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that somebody starts while the host is migrated: it loses nothing that was staged. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MigrationMeanwhileIT {

  @RegisterExtension static final FuseEraHost HOST = new FuseEraHost();

  private static final Path TRACE = Path.of("/run/it-stands-still");

  /**
   * Has the next run, by its unit, stand still after one of its calls, until {@link #goOn}.
   *
   * @param call which, and the how-manieth
   */
  private static DropIn standStillAfter(String call) throws Exception {
    Files.deleteIfExists(TRACE);
    DropIn dropIn =
        new DropIn(
            UNIT,
            """
            [Service]
            # strace(1) is not in its sandbox.
            SystemCallFilter=
            ExecStart=
            ExecStart=/usr/bin/strace -f -qq -o %1$s -e trace=%2$s \\
                -e inject=%2$s:signal=STOP:when=%3$s /usr/libexec/left4me/left4me-migrate
            """
                .formatted(TRACE, call.split(" ", -1)[0], call.split(" ", -1)[1]));
    DropIn.load();
    return dropIn;
  }

  private static void awaitStandstill() throws Exception {
    shell("timeout 60 sh -c 'until grep -q \"stopped by SIGSTOP\" " + TRACE + "; do :; done'");
  }

  private static void goOn() throws Exception {
    shell("systemctl kill --signal=CONT " + UNIT);
  }

  /** It was emptied by then: its configuration is staged into what is there afterwards. */
  @Test
  void aServerThatIsStartedMeanwhileWaitsForTheEndOfAllAndAnswers() throws Exception {
    // Alpha has had two, and two say that it is done.
    try (DropIn slow = standStillAfter("mkdirat 5")) {
      String cursor = cursor();
      shell("systemctl start --no-block " + UNIT);
      awaitStandstill();
      Process start = start("alpha");
      awaitJob("left4me-server@alpha.service");
      assertThat(property(UNIT, "ActiveState")).isEqualTo("activating");
      assertThat(property("left4me-server@alpha.service", "ActiveState")).isEqualTo("inactive");
      assertThat(MARK).doesNotExist();
      goOn();

      assertThat(start.waitFor()).isZero();

      assertThat(MARK).exists();
      assertThat(linesSince(cursor)).last().asString().startsWith("Done");
      assertThat(A2s.hostname(ALPHAS_PORT)).isEqualTo("it alpha");
      assertThat(BETA.resolve("upper")).isEmptyDirectory();
    } finally {
      DropIn.load();
    }
  }

  /** Its configuration is staged, and would else be removed before it starts. */
  @Test
  void anInstanceThatIsBeingStartedIsRefusedAndStartsAsItIs() throws Exception {
    try (DropIn slow = standStillAfter("unlinkat 1")) {
      String cursor = cursor();
      shell("systemctl start --no-block " + UNIT);
      awaitStandstill();
      Process start = start("beta");
      awaitJob("left4me-server@beta.service");
      assertThat(property("left4me-server@beta.service", "ActiveState")).isEqualTo("inactive");
      goOn();

      assertThat(start.waitFor()).isZero();

      assertThat(linesSince(cursor))
          .contains("alpha: upper and work emptied")
          .anyMatch(
              line ->
                  line.matches(
                      "left4me-migrate: beta is in use \\(start by process \\d+\\);"
                          + " start this again after that"));
      assertThat(MARK).doesNotExist();
      assertThat(A2s.hostname(ALPHAS_PORT + 1)).isEqualTo("it beta");
      assertThat(BETA.resolve("upper/written")).exists();
    } finally {
      DropIn.load();
    }
    assertDone(migrate());
  }

  /** That would wait for a server, and a server for the end of the migration. */
  @Test
  void whatStartsServersAtBootIsStoppedAndNotWaitedFor() throws Exception {
    Command.run("l4d2ctl", "start", "alpha").orFail();
    shell("systemctl stop left4me-server@alpha.service left4me.slice");
    String boot = "left4me-autostart.service";
    try (DropIn slow = new DropIn(boot, "[Service]\nExecStartPre=/bin/sleep 3\n")) {
      DropIn.load();
      shell("systemctl restart --no-block " + boot);
      shell("timeout 20 sh -c 'until systemctl is-active " + boot + " | grep -q ing; do :; done'");

      assertDone(migrate());

      assertThat(property(boot, "ActiveState")).isIn("inactive", "failed");
      assertThat(property("left4me-server@alpha.service", "ActiveState")).isEqualTo("inactive");
      assertThat(shell("systemctl list-jobs --no-legend")).doesNotContain("left4me");
    } finally {
      DropIn.load();
      shell("systemctl reset-failed " + boot + " || true");
    }
  }

  private static Process start(String name) throws IOException {
    return new ProcessBuilder("l4d2ctl", "start", name)
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void awaitJob(String unit) throws Exception {
    shell(
        "timeout 60 sh -c 'until systemctl list-jobs | grep -q " + unit + "; do sleep 0.05; done'");
  }
}
