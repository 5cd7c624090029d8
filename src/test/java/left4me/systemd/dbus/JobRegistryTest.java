package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import left4me.systemd.JobResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobRegistryTest {

  private static final long LONG = TimeUnit.MINUTES.toNanos(1);

  private final AtomicLong nanos = new AtomicLong();
  private final JobRegistry jobs = new JobRegistry(3, Duration.ofNanos(100), nanos::get);

  @Test
  void knowsAResultThatCameBeforeTheQuestion() throws InterruptedException {
    jobs.ended("/job/1", JobResult.FAILED);

    assertThat(jobs.watch("/job/1").await(LONG, 0)).contains(JobResult.FAILED);
  }

  @Test
  void wakesWhoeverAskedBefore() throws Exception {
    JobWatch watch = jobs.watch("/job/1");
    CompletableFuture<Boolean> woken = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                woken.complete(watch.await(LONG, 0).isPresent());
              } catch (InterruptedException failed) {
                woken.completeExceptionally(failed);
              }
            });

    jobs.ended("/job/1", JobResult.DONE);

    assertThat(woken.get()).isTrue();
  }

  @Test
  void givesTwoWhoShareAJobTheSameResult() throws InterruptedException {
    JobWatch first = jobs.watch("/job/1");
    jobs.ended("/job/1", JobResult.DONE);
    JobWatch second = jobs.watch("/job/1");

    assertThat(first.await(LONG, 0)).contains(JobResult.DONE);
    assertThat(second.await(LONG, 0)).contains(JobResult.DONE);
  }

  @Test
  void keepsJobsApart() throws InterruptedException {
    JobWatch watch = jobs.watch("/job/1");

    jobs.ended("/job/11", JobResult.DONE);

    assertThat(watch.await(0, 0)).isEmpty();
  }

  @Test
  void countsTheFirstWordOnAJob() throws InterruptedException {
    jobs.ended("/job/1", JobResult.DONE);
    jobs.ended("/job/1", JobResult.FAILED);

    assertThat(jobs.watch("/job/1").await(LONG, 0)).contains(JobResult.DONE);
  }

  @Test
  void forgetsAResultThatIsOld() throws InterruptedException {
    jobs.ended("/job/1", JobResult.DONE);
    nanos.addAndGet(100);
    assertThat(jobs.watch("/job/1").await(0, 0)).isPresent();

    nanos.addAndGet(1);

    assertThat(jobs.watch("/job/1").await(0, 0)).isEmpty();
  }

  @Test
  void forgetsTheOldestResultOfTooMany() throws InterruptedException {
    for (int i = 1; i <= 4; i++) {
      jobs.ended("/job/" + i, JobResult.DONE);
    }

    assertThat(jobs.watch("/job/1").await(0, 0)).isEmpty();
    assertThat(jobs.watch("/job/2").await(0, 0)).isPresent();
    assertThat(jobs.watch("/job/4").await(0, 0)).isPresent();
  }

  @Test
  void doesNotGrow() {
    for (int i = 0; i < 1000; i++) {
      jobs.ended("/job/" + i, JobResult.DONE);
      jobs.watch("/job/other" + i);
    }

    assertThat(jobs.size()).isEqualTo(6);
  }

  @Test
  void nudgesThoseWhoseJobIsNotThere() throws InterruptedException {
    JobWatch gone = jobs.watch("/job/1");
    JobWatch present = jobs.watch("/job/2");
    long ticket = gone.nudges();
    long other = present.nudges();

    jobs.nudgeAllBut(Set.of("/job/2", "/job/3"));

    assertThat(gone.await(LONG, ticket)).isEmpty();
    assertThat(gone.nudges()).isNotEqualTo(ticket);
    assertThat(present.nudges()).isEqualTo(other);
  }

  @Test
  void knowsWhetherAnythingIsOpen() {
    assertThat(jobs.hasOpen()).isFalse();
    jobs.watch("/job/1");
    assertThat(jobs.hasOpen()).isTrue();
    jobs.ended("/job/1", JobResult.DONE);
    assertThat(jobs.hasOpen()).isFalse();
  }

  @Test
  void tellsOfTheLossAndKeepsWhatIsKnown() throws InterruptedException {
    JobWatch open = jobs.watch("/job/1");
    jobs.ended("/job/2", JobResult.DONE);

    jobs.lose();

    assertThat(open.await(LONG, 0)).isEmpty();
    assertThat(open.isLost()).isTrue();
    assertThat(jobs.watch("/job/2").await(LONG, 0)).contains(JobResult.DONE);
    assertThat(jobs.watch("/job/3").await(LONG, 0)).isEmpty();
  }
}
