package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.concurrent.FutureTask;
import left4me.host.DropIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A start that fails while journald has something else to do, as on a busy host: the helper's line
 * reaches the journal when systemd has done with the unit, and so without the run's id.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LateJournalIT {

  @RegisterExtension static final CtlInstance SERVER = new CtlInstance("late", 27146);

  private static final String JOURNALD = "systemd-journald@left4me.service";
  private static final String WHY = "user.fuseoverlayfs.opaque";

  @BeforeEach
  void makeWhatTheHelperRefuses() throws Exception {
    Path tainted = Files.writeString(SERVER.folders().upper().resolve("tainted"), "");
    Files.getFileAttributeView(tainted, UserDefinedFileAttributeView.class)
        .write("fuseoverlayfs.opaque", ByteBuffer.wrap(new byte[] {'y'}));
  }

  @Test
  void whyIsSaidAllTheSame() throws Exception {
    try (DropIn change = new DropIn(SERVER.unit(), "[Service]\nRestart=no\n")) {
      DropIn.load();
      FutureTask<Command> start = new FutureTask<>(() -> SERVER.run("start"));

      whileJournaldStandsStill(
          () -> {
            Thread.startVirtualThread(start);
            while (Command.run("systemctl", "is-failed", SERVER.unit()).status() != 0) {
              Thread.onSpinWait();
            }
          });

      assertThat(start.get().err()).contains("ExecStartPre").contains(WHY);
      assertThat(SERVER.run("status").out()).contains(WHY);
    }
  }

  private interface Act {
    void run() throws Exception;
  }

  private static void whileJournaldStandsStill(Act act) throws Exception {
    Command.run("systemctl", "start", JOURNALD).orFail();
    Command.run("systemctl", "kill", "--signal=STOP", JOURNALD).orFail();
    try {
      act.run();
    } finally {
      Command.run("systemctl", "kill", "--signal=CONT", JOURNALD).orFail();
    }
  }
}
