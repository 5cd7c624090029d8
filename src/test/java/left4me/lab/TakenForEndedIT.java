package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import left4me.host.DropIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A start of which systemd says that its first process ended before it was up, as 257 does at times
 * of one that runs. Here it does end, the first time.
 */
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

  @Test
  void itIsStartedOnceMore() throws Exception {
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
