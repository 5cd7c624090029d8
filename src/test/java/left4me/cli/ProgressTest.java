package left4me.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.Test;

final class ProgressTest {

  private static final InstanceName ALPHA = new InstanceName("alpha");
  private static final InstanceName BRAVO = new InstanceName("bravo");

  /** Near the end of the numbers: what counts is the difference. */
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

  private final Progress progress = new Progress(clock::get);

  private void pass(int millis) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void whatIsQuickIsNotShown() {
    progress.step(ALPHA, "Stopping the server");
    assertThat(progress.line()).isEmpty();
    pass(999);
    assertThat(progress.line()).isEmpty();
    progress.end(ALPHA);
    pass(5000);
    assertThat(progress.line()).isEmpty();
  }

  @Test
  void whatTakesLongSaysForHowLong() {
    progress.step(ALPHA, "Stopping the server");
    pass(1000);
    assertThat(progress.line()).isEqualTo("alpha: Stopping the server … 1 s");
    pass(2999);
    assertThat(progress.line()).isEqualTo("alpha: Stopping the server … 3 s");
  }

  @Test
  void eachStepCountsAnew() {
    progress.step(ALPHA, "Stopping the server");
    pass(3000);
    progress.step(ALPHA, "Starting the server");
    assertThat(progress.line()).isEmpty();
  }

  @Test
  void ofSeveralTheLongestIsShownAndTheOthersAreCounted() {
    progress.step(ALPHA, "Waiting");
    pass(500);
    progress.step(BRAVO, "Stopping the server");
    pass(1000);
    assertThat(progress.line()).isEqualTo("alpha: Waiting … 1 s, and 1 more");
    progress.step(ALPHA, "Stopping the server");
    assertThat(progress.line()).isEqualTo("bravo: Stopping the server … 1 s, and 1 more");
    progress.end(ALPHA);
    assertThat(progress.line()).isEqualTo("bravo: Stopping the server … 1 s");
  }
}
