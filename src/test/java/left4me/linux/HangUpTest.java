package left4me.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HangUpTest {

  private static final int NOT_OPEN = 1_000_000;
  private static final int PATIENCE_SECONDS = 30;

  private Path folder;
  private Path pipe;

  @BeforeEach
  void makePipe(@TempDir Path temporary) throws Exception {
    folder = temporary.toRealPath();
    pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
  }

  @Test
  void isToldToWhoeverWritesWhenTheLastReaderIsGone() throws Exception {
    CompletableFuture<InputStream> reader = inThread(() -> new FileInputStream(pipe.toFile()));
    try (Descriptor place = Descriptor.openAbsolute(folder.toString(), OpenHow.FOLDER_ANYWHERE);
        Descriptor writer = place.open("pipe", OpenHow.PROC_WRITE)) {
      InputStream first = reader.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      InputStream second = new FileInputStream(pipe.toFile());
      CompletableFuture<Boolean> told = awaiting(writer.number());
      first.close();
      writer.write("not read yet");
      assertThat(told).isNotDone();
      assertThat(HangUp.isTold(writer.number())).isFalse();
      second.close();
      assertThat(told.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(HangUp.isTold(writer.number())).isTrue();
    }
  }

  @Test
  void isToldToWhoeverReadsAndWhenItIsSoAlready() throws Exception {
    CompletableFuture<OutputStream> writer = inThread(() -> new FileOutputStream(pipe.toFile()));
    try (FileInputStream toBegin = new FileInputStream(pipe.toFile());
        Descriptor place = Descriptor.openAbsolute(folder.toString(), OpenHow.FOLDER_ANYWHERE);
        Descriptor reader = place.open("pipe", OpenHow.FILE)) {
      writer.get(PATIENCE_SECONDS, TimeUnit.SECONDS).close();
      assertThat(toBegin.read()).isEqualTo(-1);
      assertThat(awaiting(reader.number()).get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void isNeverToldOfWhatHasNoOtherEnd() throws Exception {
    Files.createFile(folder.resolve("file"));
    assertThat(isTold(folder.toString(), "file")).isFalse();
    assertThat(isTold("/dev", "full")).isFalse();
  }

  private static boolean isTold(String folder, String name) throws Exception {
    try (Descriptor place = Descriptor.openAbsolute(folder, OpenHow.FOLDER_ANYWHERE);
        Descriptor writer = place.open(name, OpenHow.PROC_WRITE)) {
      return HangUp.isTold(writer.number());
    }
  }

  @Test
  void cannotBeToldOfWhatIsNotOpen() throws Exception {
    assertThat(awaiting(NOT_OPEN).get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isFalse();
    assertThat(HangUp.isTold(NOT_OPEN)).isFalse();
  }

  private interface Work<T> {
    T result() throws Exception;
  }

  private static CompletableFuture<Boolean> awaiting(int descriptor) {
    return inThread(() -> HangUp.await(descriptor));
  }

  /** Not in this one: the first to open a pipe waits for the other. */
  private static <T> CompletableFuture<T> inThread(Work<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                future.complete(work.result());
              } catch (Throwable e) {
                future.completeExceptionally(e);
              }
            });
    return future;
  }
}
