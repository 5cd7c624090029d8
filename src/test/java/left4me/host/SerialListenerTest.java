package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of what a listener throws. */
final class SerialListenerTest {

  private static final InstanceName ALPHA = new InstanceName("alpha");

  private static final LogLine LINE =
      new LogLine(ALPHA, Instant.EPOCH, LogLine.Priority.INFORMATIONAL, "", "", 0, "a line");

  /** Throws at each step and at each line. */
  private record Thrower(Throwable failure) implements OutputListener {

    @Override
    public void onStep(Step step) {
      fail();
    }

    @Override
    public void onOutput(LogLine line) {
      fail();
    }

    private void fail() {
      switch (failure) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        default -> throw new AssertionError(failure);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, AssertionError.class})
  void atALineItIsTheThreadsAffairAndNotTheOperations(Class<? extends Throwable> kind)
      throws Exception {
    Throwable failure = kind.getConstructor().newInstance();
    SerialListener listener = new SerialListener(new Thrower(failure));
    List<Throwable> told = new ArrayList<>();
    List<String> passed = new ArrayList<>();
    Thread thread =
        Thread.ofVirtual()
            .uncaughtExceptionHandler((on, thrown) -> told.add(thrown))
            .start(
                () -> {
                  listener.onOutput(LINE);
                  passed.add("the first");
                  listener.onOutput(LINE);
                  passed.add("the second");
                });
    thread.join();

    assertThat(passed).containsExactly("the first", "the second");
    assertThat(told).containsExactly(failure, failure);
  }

  @Test
  void atAStepItEndsTheOperation() {
    IllegalStateException failure = new IllegalStateException();
    SerialListener listener = new SerialListener(new Thrower(failure));

    assertThatThrownBy(() -> listener.onStep(new Step(ALPHA, Instant.EPOCH, "a step")))
        .isSameAs(failure);
  }
}
