package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With a program that prints as journalctl does. */
@Timeout(60)
final class JournalStreamTest {

  private static final Duration ENOUGH = Duration.ofSeconds(20);

  private static final String ENTRY =
      "{\"_SYSTEMD_UNIT\":\"left4me-server@alpha.service\",\"MESSAGE\":\"printed\"}";

  /** Some 300 KiB, of which a pipe holds 64. */
  private static final String WARNINGS =
      """
      i=0
      while [ $i -lt 5000 ]; do
        echo "warning $i: Journal file is truncated, ignoring file." >&2
        i=$((i + 1))
      done
      """;

  private static JournalStream run(String script) throws JournalException {
    return run(script, false);
  }

  private static JournalStream run(String script, boolean follows) throws JournalException {
    return JournalStream.open(List.of("/bin/sh", "-c", script, "sh", ENTRY), follows);
  }

  private static Optional<String> next(JournalStream stream) throws Exception {
    return stream.nextEntry(ENOUGH).map(entry -> entry.line().text());
  }

  @Test
  void whatIsComplainedOfKeepsNoEntryBack() throws Exception {
    try (JournalStream stream = run(WARNINGS + "echo \"$1\"")) {
      assertThat(next(stream)).contains("printed");
      assertThat(next(stream)).isEmpty();
    }
  }

  @Test
  void ofWhatIsComplainedOfTheLastIsToldIfItFails() throws Exception {
    try (JournalStream stream = run(WARNINGS + "echo 'No such file' >&2; exit 3")) {
      assertThatThrownBy(() -> next(stream))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("journalctl ended with status 3")
          .hasMessageContaining("warning 4999")
          .hasMessageContaining("No such file)")
          .hasMessageNotContaining("warning 4990");
    }
  }

  /** A server may fill its entries as it likes; whoever reads slowly is not to hold them all. */
  @Test
  void ofLongEntriesItReadsFewAhead(@TempDir Path folder) throws Exception {
    Path printed = folder.resolve("printed");
    String longOnes =
        """
        i=0
        while [ $i -lt 12 ]; do
          printf '{"_SYSTEMD_UNIT":"left4me-server@alpha.service","MESSAGE":"%0500000d"}\n' $i
          i=$((i + 1))
        done
        """;
    Set<Thread> before = pumps();
    try (JournalStream stream = run(longOnes + ": > " + printed)) {
      Set<Thread> mine = new HashSet<>(pumps());
      mine.removeAll(before);
      Thread pump = mine.iterator().next();
      // A thread that reads a pipe counts as running.
      while (pump.getState() == Thread.State.RUNNABLE || pump.getState() == Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
      assertThat(printed).doesNotExist();
      for (int i = 0; i < 12; i++) {
        assertThat(next(stream).orElseThrow()).hasSize(500_000).endsWith(Integer.toString(i));
      }
      assertThat(next(stream)).isEmpty();
      assertThat(printed).exists();
    }
  }

  private static Set<Thread> pumps() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("left4me-journal"))
        .collect(Collectors.toSet());
  }

  /** As journalctl does where its user has no inotify instance left. */
  @Test
  void oneThatFollowsAndEndsWellHasFailed() throws Exception {
    String reverts = "echo \"$1\"; echo 'Insufficient watch descriptors available.' >&2";
    try (JournalStream stream = run(reverts, true)) {
      assertThat(next(stream)).contains("printed");
      assertThatThrownBy(() -> next(stream))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("(Insufficient watch descriptors available.)")
          .hasMessageContaining("max_user_instances");
    }
  }

  @Test
  void itIsAskedForNoColours() throws Exception {
    String tell = "test \"$SYSTEMD_COLORS\" = 0 && test -z \"$SYSTEMD_LOG_LEVEL\" && echo \"$1\"";
    try (JournalStream stream = run(tell)) {
      assertThat(next(stream)).contains("printed");
    }
  }

  private static InputStream broken(Throwable by) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return read(new byte[1], 0, 1);
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        switch (by) {
          case Error error -> throw error;
          case RuntimeException exception -> throw exception;
          default -> throw new IOException(by);
        }
      }
    };
  }

  private static InputStream printed(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Stream<Throwable> breaks() {
    return Stream.of(
        new OutOfMemoryError("Java heap space"), new IllegalStateException("Java heap space"));
  }

  /** Where a host has no memory left the thread that reads dies, and whoever waits for it hears. */
  @ParameterizedTest
  @MethodSource("breaks")
  void itFailsWithTheThreadThatReads(Throwable by) throws Exception {
    PrintingProcess process =
        new PrintingProcess(
            new SequenceInputStream(printed(ENTRY + "\n"), broken(by)), printed(""));
    try (JournalStream stream = JournalStream.open(process, true)) {
      assertThat(next(stream)).contains("printed");
      assertThatThrownBy(() -> next(stream))
          .isInstanceOf(JournalException.class)
          .hasMessage("read the journal: the reading of it ended with " + by)
          .hasCause(by);
      assertThat(process.isDestroyed()).isTrue();
      assertThat(next(stream)).isEmpty();
    }
  }

  /** What nobody reads any more would hold journalctl up. */
  @ParameterizedTest
  @MethodSource("breaks")
  void itFailsWithTheThreadThatReadsComplaints(Throwable by) throws Exception {
    PrintingProcess process = new PrintingProcess(broken(by));
    try (JournalStream stream = JournalStream.open(process, true)) {
      assertThatThrownBy(() -> next(stream))
          .isInstanceOf(JournalException.class)
          .hasMessage("read the journal: the reading of it ended with " + by)
          .hasCause(by);
      assertThat(process.isDestroyed()).isTrue();
    }
  }

  @Test
  void aComplaintWithoutAnEndIsNotTold() throws Exception {
    try (JournalStream stream = run("yes no | head -c 10000000 | tr -d '\\n' >&2; exit 3")) {
      assertThatThrownBy(() -> next(stream))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("status 3;");
    }
  }
}
