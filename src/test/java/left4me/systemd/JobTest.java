package left4me.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobTest {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  @Test
  void awaitOrCancelReturnsTheResult() throws InterruptedException {
    FakeJob job = new FakeJob(null);

    assertThat(job.awaitOrCancel(LIMIT)).isEqualTo(JobResult.DONE);
    assertThat(job.cancelled).isFalse();
  }

  @Test
  void awaitOrCancelCancelsWhenInterrupted() {
    FakeJob job = new FakeJob(new InterruptedException());

    assertThatThrownBy(() -> job.awaitOrCancel(LIMIT)).isSameAs(job.failure);
    assertThat(job.cancelled).isTrue();
  }

  @Test
  void awaitOrCancelCancelsWhenItTakesTooLong() {
    FakeJob job = new FakeJob(new SystemdException.TimedOut("start a.service", "too long"));

    assertThatThrownBy(() -> job.awaitOrCancel(LIMIT)).isSameAs(job.failure);
    assertThat(job.cancelled).isTrue();
  }

  @Test
  void awaitOrCancelKeepsTheFirstFailure() {
    FakeJob job = new FakeJob(new InterruptedException());
    job.cancelling = new SystemdException.TimedOut("cancel start a.service", "too long");

    assertThatThrownBy(() -> job.awaitOrCancel(LIMIT))
        .isSameAs(job.failure)
        .hasSuppressedException(job.cancelling);
  }

  @Test
  void awaitOrCancelLeavesAJobAloneThatItCannotReach() {
    FakeJob job = new FakeJob(new SystemdException.Disconnected("start a.service", "lost", null));

    assertThatThrownBy(() -> job.awaitOrCancel(LIMIT)).isSameAs(job.failure);
    assertThat(job.cancelled).isFalse();
  }

  private static final class FakeJob implements Job {
    private final @Nullable Exception failure;
    private @Nullable SystemdException cancelling;
    private boolean cancelled;

    private FakeJob(@Nullable Exception failure) {
      this.failure = failure;
    }

    @Override
    public UnitName unit() {
      return new UnitName("a.service");
    }

    @Override
    public String path() {
      return "/job/1";
    }

    @Override
    public JobResult await(Duration limit) throws InterruptedException {
      return switch (failure) {
        case null -> JobResult.DONE;
        case InterruptedException interrupted -> throw interrupted;
        case RuntimeException unchecked -> throw unchecked;
        default -> throw new AssertionError(failure);
      };
    }

    @Override
    public boolean cancel() {
      cancelled = true;
      if (cancelling != null) {
        throw cancelling;
      }
      return true;
    }
  }
}
