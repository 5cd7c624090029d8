package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What may be in the place of a file that is small where all is well. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SmallFileTest {

  private static final int LIMIT = 100;
  private static final long MORE_THAN_ALL_MEMORY = 1L << 40;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("file");
  }

  @Test
  void oneOfTheLimitIsRead() throws IOException {
    Files.writeString(file, "x".repeat(LIMIT));
    assertThat(SmallFile.read(file, LIMIT)).hasSize(LIMIT);
  }

  @Test
  void aLargerOneIsNot() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(MORE_THAN_ALL_MEMORY);
    }
    assertRefused("is larger than 100 bytes");
  }

  @Test
  void aFifoKeepsNobodyWaiting() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    assertRefused("is not a file");
  }

  @Test
  void aDeviceIsNotRead() throws IOException {
    Files.createSymbolicLink(file, Path.of("/dev/zero"));
    assertRefused("is not a file");
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> SmallFile.read(file, LIMIT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }
}
