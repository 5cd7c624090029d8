package left4me.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What src/lab/stalls has written is understood; here by a machine of two processors. */
final class StallsTest {

  @TempDir private Path folder;

  @Test
  void anIntervalIsDisturbedByWhatOverlapsIt() throws Exception {
    processor("0", 1000, 100, 200, 500, 600);
    Stalls stalls = new Stalls(folder);
    assertThat(stalls.stoodStill(150, 160)).isTrue();
    assertThat(stalls.stoodStill(0, 101)).isTrue();
    assertThat(stalls.stoodStill(199, 300)).isTrue();
    assertThat(stalls.stoodStill(0, 1000)).isTrue();
    assertThat(stalls.stoodStill(0, 100)).isFalse();
    assertThat(stalls.stoodStill(200, 500)).isFalse();
    assertThat(stalls.stoodStill(600, 1000)).isFalse();
  }

  @Test
  void anyProcessorWillDo() throws Exception {
    processor("0", 1000);
    processor("1", 1000, 100, 200);
    assertThat(new Stalls(folder).stoodStill(150, 160)).isTrue();
    assertThat(new Stalls(folder).stoodStill(250, 260)).isFalse();
  }

  @Test
  void whatIsNotedLaterIsSeen() throws Exception {
    processor("0", 1000, 100, 200);
    Stalls stalls = new Stalls(folder);
    assertThat(stalls.stoodStill(300, 400)).isFalse();
    processor("0", 1000, 100, 200, 300, 310);
    assertThat(stalls.stoodStill(300, 400)).isTrue();
  }

  @Test
  void aWatcherThatHasEndedIsNotTakenForQuiet() throws Exception {
    processor("0", 1000);
    Stalls stalls = new Stalls(folder);
    assertThatIllegalStateException().isThrownBy(() -> stalls.stoodStill(2000, 2001));
  }

  @Test
  void noWatcherIsNotTakenForQuiet() {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> new Stalls(folder));
  }

  private void processor(String name, long watchedUntil, long... stalls) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(80).order(ByteOrder.nativeOrder());
    bytes.putLong(watchedUntil).putLong(stalls.length / 2);
    for (long time : stalls) {
      bytes.putLong(time);
    }
    // In place, as the watcher does: what was mapped stays mapped.
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      Files.write(file, new byte[bytes.capacity()]);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(bytes.flip());
    }
  }
}
