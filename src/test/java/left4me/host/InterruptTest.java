package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import left4me.instance.InstanceName;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt that comes while files are written: it is told as one, and not as a bad disk. */
final class InterruptTest {

  private static final InstanceName ALPHA = new InstanceName("alpha");

  @TempDir Path root;

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  @Test
  void whileTheSettingsAreWritten() throws Exception {
    Blueprint blueprint = Blueprint.parse("port: 27015\nconfig: [a]", "b");
    try (Left4meHost host = Left4meHost.builder().root(root).build()) {
      assertInterrupted(
          () -> host.initialize(ALPHA, blueprint, step -> Thread.currentThread().interrupt()));
      assertThat(root.resolve("instances/alpha")).isEmptyDirectory();
    }
  }

  /** What was done is done; the next wait of the thread has the interrupt. */
  @Test
  void whileTheLastOutputIsWaitedFor() throws Exception {
    Blueprint blueprint = Blueprint.parse("port: 27015", "b");
    try (Left4meHost host = Left4meHost.builder().root(root).build()) {
      Outcome outcome =
          host.initialize(ALPHA, blueprint, listener("Staging", Thread.currentThread()::interrupt));
      assertThat(outcome).isEqualTo(Outcome.DONE);
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whileTheLastOutputOfWhatHasFailedIsWaitedFor() throws Exception {
    Blueprint blueprint = Blueprint.parse("port: 27015", "b");
    IllegalStateException failure = new IllegalStateException("the listener's");
    Runnable failing =
        () -> {
          Thread.currentThread().interrupt();
          throw failure;
        };
    try (Left4meHost host = Left4meHost.builder().root(root).build()) {
      assertThatThrownBy(() -> host.initialize(ALPHA, blueprint, listener("Staging", failing)))
          .isSameAs(failure);
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  private static OutputListener listener(String step, Runnable action) {
    return new OutputListener() {
      @Override
      public void onStep(Step told) {
        if (told.sentence().startsWith(step)) {
          action.run();
        }
      }

      @Override
      public void onOutput(LogLine line) {}
    };
  }

  @Test
  void afterTheTreeWasRemoved() throws Exception {
    Path tree = Files.createDirectories(root.resolve("instances/alpha"));
    Thread.currentThread().interrupt();
    assertInterrupted(() -> new TreeRemoval(tree).remove());
    assertThat(tree).doesNotExist();
  }

  private static void assertInterrupted(ThrowingCallable operation) {
    assertThatThrownBy(operation).isInstanceOf(InterruptedException.class);
    // Told by the exception, and so not twice.
    assertThat(Thread.interrupted()).isFalse();
  }
}
