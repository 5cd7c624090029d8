package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import left4me.host.DropIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A start of which systemd says that its first process ended before it was up, as 257 does at times
 * of one that runs.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TakenForEndedIT {

  private static final String UNIT = "left4me-server@ended.service";
  private static final int PORT = 27145;

  @BeforeEach
  void initialize() throws Exception {
    StandIn.installAsLeft4me();
    Path blueprint = Files.writeString(Path.of("/tmp/ended.yaml"), "port: " + PORT + "\n");
    Command.run("l4d2ctl", "initialize", "ended", "-f", blueprint.toString()).orFail();
  }

  @AfterEach
  void delete() throws Exception {
    Command.run("l4d2ctl", "delete", "ended").orFail();
    DropIn.load();
  }

  /**
   * systemd as it is where many start at once: it looks for children that have ended, is kept from
   * going on, and meanwhile the process ends that has started the server's first and told systemd
   * so. It does not hit each time, as that depends on what else ends.
   */
  @Test
  void oneThatRunsIsStartedOnceMore() throws Exception {
    long before = timesTakenForEnded();
    int attempts = 0;
    while (timesTakenForEnded() == before && attempts++ < 30) {
      try (HeldUpSystemd systemd = new HeldUpSystemd()) {
        Command start = Command.run("l4d2ctl", "start", "ended");

        assertThat(start.status()).as(start.err()).isZero();
      }
      assertThat(A2s.hostname(PORT)).isNotEmpty();
      Command.run("l4d2ctl", "stop", "ended").orFail();
    }

    assertThat(timesTakenForEnded()).as("taken for ended").isGreaterThan(before);
  }

  private static long timesTakenForEnded() throws Exception {
    Command.run("journalctl", "--sync").orFail();
    String said = Command.run("journalctl", "--output=cat", "_PID=1", "UNIT=" + UNIT).out();
    return said.lines().filter(line -> line.contains("Failed with result 'protocol'")).count();
  }

  /** systemd's next but two look for an ended child takes 40 ms: that after the helper's end. */
  private static final class HeldUpSystemd implements AutoCloseable {

    private final Process strace;

    HeldUpSystemd() throws Exception {
      strace =
          new ProcessBuilder(
                  "strace",
                  "--output=/dev/null",
                  "--trace=waitid",
                  "--inject=waitid:delay_enter=40ms:when=3",
                  "--attach=1")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      while (Files.readString(Path.of("/proc/1/status")).contains("TracerPid:\t0\n")) {
        assertThat(strace.isAlive()).as("strace runs").isTrue();
      }
    }

    @Override
    public void close() throws Exception {
      strace.destroy();
      strace.waitFor();
    }
  }

  @Test
  void oneThatDidEndIsStartedOnceMore() throws Exception {
    String first = StandIn.ROOT.resolve("runtime/ended/merged/it-first").toString();
    String dropIn =
        """
        [Service]
        ExecStart=
        ExecStart=/bin/sh -c 'mkdir %s && exit 0; exec /usr/libexec/left4me/left4me-server %%i'
        """
            .formatted(first);
    try (DropIn change = new DropIn(UNIT, dropIn)) {
      DropIn.load();

      Command start = Command.run("l4d2ctl", "start", "ended");

      assertThat(start.status()).as(start.err()).isZero();
      assertThat(A2s.hostname(PORT)).isNotEmpty();
    }
  }

  @Test
  void oneThatEndsEachTimeFails() throws Exception {
    try (DropIn change =
        new DropIn(UNIT, "[Service]\nExecStart=\nExecStart=/bin/true\nRestart=no\n")) {
      DropIn.load();

      Command start = Command.run("l4d2ctl", "start", "ended");

      assertThat(start.status()).isEqualTo(1);
      assertThat(start.err()).contains("'protocol'");
    }
  }
}
