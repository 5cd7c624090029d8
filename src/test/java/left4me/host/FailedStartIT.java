package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import left4me.lab.A2s;
import left4me.lab.Command;
import left4me.lab.Findmnt;
import left4me.lab.StandIn;
import org.junit.jupiter.api.Test;

/**
 * Starts and runs that fail, on the booted host, as user left4me: what comes back, and what is
 * said.
 */
final class FailedStartIT extends BootedHost {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** One that systemd starts again by itself as well, but not within the test (src/lab/lib.sh). */
  private static final String PATIENT = "patient";

  @Test
  void aStartThatTheHelperRefusesSaysWhyInItsWords() throws Exception {
    try (LabInstance alpha = new LabInstance(host, PATIENT)) {
      alpha.initialize(StandIn.blueprint(27121));
      Path tainted = Files.writeString(alpha.folders().upper().resolve("tainted"), "");
      Files.getFileAttributeView(tainted, UserDefinedFileAttributeView.class)
          .write("fuseoverlayfs.opaque", ByteBuffer.wrap(new byte[] {'y'}));
      assertThatThrownBy(alpha::start)
          .isInstanceOfSatisfying(
              UnitFailedException.class,
              e -> {
                assertThat(e.jobResult()).isEqualTo("failed");
                assertThat(e.unitResult()).isEqualTo("exit-code");
                assertThat(e.lastLines())
                    .anySatisfy(line -> assertThat(line).contains("user.fuseoverlayfs.opaque"));
              })
          .hasMessageContaining("start " + PATIENT)
          .hasMessageContaining("ExecStartPre")
          .hasMessageContaining("status 1");
      assertThat(Findmnt.at(alpha.merged())).isEmpty();
      assertThat(alpha.status().failedCommand().orElseThrow()).contains("ExecStartPre");

      // systemd waits to try again by itself: that is no server that runs already.
      Files.delete(tainted);
      assertThat(alpha.start()).isEqualTo(Outcome.DONE);
      assertThat(A2s.hostname(27121)).isEqualTo("port 27121");
      assertThat(alpha.status().failedCommand()).isEmpty();
    }
  }

  @Test
  void aStartThatTheLauncherRefusesSaysWhyInItsWords() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27124));
      Path settings = alpha.folders().instanceEnv();
      Files.writeString(
          settings,
          Files.readString(settings).replaceAll("(?m)^L4D2_ARGS=.*$", "L4D2_ARGS='never closed"));

      assertThatThrownBy(alpha::start)
          .isInstanceOfSatisfying(
              UnitFailedException.class,
              e ->
                  assertThat(e.lastLines())
                      .anySatisfy(line -> assertThat(line).contains("has an unclosed quote")))
          .hasMessageContaining("ExecStart=")
          .hasMessageContaining("left4me-server");
    }
  }

  /** A start is not done because systemd goes on to try. */
  @Test
  void aGameThatIsNotThereIsSaid() throws Exception {
    try (LabInstance alpha = new LabInstance(host, PATIENT)) {
      alpha.initialize(StandIn.blueprint(27125));
      Path hidden = Files.createDirectory(alpha.folders().upper().resolve("srcds_run"));

      assertThatThrownBy(alpha::start)
          .isInstanceOf(UnitFailedException.class)
          .hasMessageContaining("(systemd starts it again by itself)")
          .hasMessageContaining("install the game into /var/lib/left4me/installation");

      Files.delete(hidden);
      Files.writeString(hidden, "");
      assertThatThrownBy(alpha::start)
          .isInstanceOf(UnitFailedException.class)
          .hasMessageContaining(
              "/runtime/" + PATIENT + "/merged/srcds_run may not be run; chmod a+x it in");

      Files.delete(hidden);
      assertThat(alpha.start()).isEqualTo(Outcome.DONE);
      assertThat(A2s.hostname(27125)).isEqualTo("port 27125");
    }
  }

  @Test
  void aMissingLayerIsNamedBeforeAnythingIsStarted() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize("port: 27122\noverlays: [{path: none}]\n");
      assertThatThrownBy(alpha::start)
          .isInstanceOf(InstanceFilesException.class)
          .hasMessageContaining("/var/lib/left4me/overlays/none");
      assertThat(alpha.status().invocation()).isEmpty();
    }
  }

  /** Each kill is followed by one more run of the same tree, until systemd has had enough. */
  @Test
  void aKilledServerComesBackWithItsTreeUntilItWasStartedFiveTimesInAMinute() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27123));
      alpha.start();
      A2s.hostname(27123);
      Files.writeString(alpha.merged().resolve("kept"), "by every restart");
      for (int run = 1; run <= 5; run++) {
        InstanceStatus status = alpha.status();
        assertThat(status.restarts()).isEqualTo(run - 1);
        assertThat(alpha.merged().resolve("kept")).hasContent("by every restart");
        assertThat(alpha.merged().resolve("left4dead2/motd.txt")).isRegularFile();
        Command.run("kill", "-9", Long.toString(status.mainPid().orElseThrow())).orFail();
        awaitRunAfter(alpha, status.invocation());
      }
      InstanceStatus status = alpha.status();
      assertThat(status.activeState()).isEqualTo("failed");
      assertThat(status.result()).isIn("start-limit-hit", "signal");
      assertThat(status.mounted()).isFalse();
      assertThat(status.failedCommand().orElseThrow())
          .as("why is said")
          .contains("ExecStart=")
          .contains("killed by signal 9");
      try (LogStream lines = host.logs(alpha.name(), LogRequest.last(20))) {
        assertThat(lines.next()).isPresent();
      }
      assertThat(Findmnt.at(alpha.merged())).isEmpty();
      // Somebody asks for a start: the limit is past.
      alpha.start();
      assertThat(A2s.hostname(27123)).isEqualTo("port 27123");
    }
  }

  /** systemd offers a signal for this; a busy look keeps the test independent of our own reader. */
  private static void awaitRunAfter(LabInstance instance, String invocation) throws Exception {
    Instant deadline = Instant.now().plus(LIMIT);
    while (Instant.now().isBefore(deadline)) {
      InstanceStatus status = instance.status();
      boolean again =
          status.activeState().equals("active") && !status.invocation().equals(invocation);
      if (again || status.activeState().equals("failed")) {
        return;
      }
    }
    throw new AssertionError("neither running again nor failed: " + instance.status());
  }
}
