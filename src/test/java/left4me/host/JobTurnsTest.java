package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many servers are started and stopped at once. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class JobTurnsTest {

  private static final int PROCESSORS = 2;
  private static final int AT_ONCE = 8;

  private final JobTurns turns = new JobTurns(PROCESSORS);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void soManyAtOnceAndNoMore() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    // Each is met by others: fewer at once would not end.
    CyclicBarrier together = new CyclicBarrier(AT_ONCE);
    List<Future<?>> starts = new ArrayList<>();
    for (int i = 0; i < 20 * AT_ONCE; i++) {
      starts.add(
          inTurn(
              () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                meet(together);
                running.decrementAndGet();
              }));
    }
    for (Future<?> start : starts) {
      start.get();
    }
    assertThat(most).hasValue(AT_ONCE);
  }

  @Test
  void whoIsInterruptedWhileWaitingTakesNoTurn() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch allBusy = new CountDownLatch(AT_ONCE);
    List<Future<?>> busy = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      busy.add(
          inTurn(
              () -> {
                allBusy.countDown();
                over.await();
              }));
    }
    allBusy.await();
    AtomicInteger started = new AtomicInteger();
    FutureTask<Integer> start = new FutureTask<>(() -> turns.start(started::incrementAndGet));
    Thread waiting = Thread.startVirtualThread(start);
    while (!waiting.getState().equals(Thread.State.WAITING)) {
      Thread.onSpinWait();
    }

    waiting.interrupt();

    assertThatThrownBy(start::get).hasCauseInstanceOf(InterruptedException.class);

    assertThat(started).hasValue(0);
    over.countDown();
    for (Future<?> other : busy) {
      other.get();
    }
  }

  @Test
  void stopsHaveTurnsOfTheirOwn() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch allBusy = new CountDownLatch(2 * AT_ONCE);
    List<Future<?>> stops = new ArrayList<>();
    for (int i = 0; i < 2 * AT_ONCE; i++) {
      stops.add(
          threads.submit(
              () -> {
                return turns.stop(
                    () -> {
                      allBusy.countDown();
                      over.await();
                      return Outcome.DONE;
                    });
              }));
    }
    // Twice as many as starts; and a start waits for none of them.
    allBusy.await();
    inTurn(() -> {}).get();

    over.countDown();
    for (Future<?> stop : stops) {
      stop.get();
    }
  }

  @Test
  void aStartThatFailsLeavesItsTurnToTheNext() throws Exception {
    for (int i = 0; i < 2 * AT_ONCE; i++) {
      Future<?> failing =
          inTurn(
              () -> {
                throw new InstanceFilesException("no game");
              });
      assertThatThrownBy(failing::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InstanceFilesException.class);
    }
  }

  private interface Body {
    void run() throws HostException, InterruptedException;
  }

  private Future<?> inTurn(Body body) {
    return threads.submit(
        () ->
            turns.start(
                () -> {
                  body.run();
                  return Outcome.DONE;
                }));
  }

  private static void meet(CyclicBarrier others) throws InterruptedException {
    try {
      others.await();
    } catch (java.util.concurrent.BrokenBarrierException broken) {
      throw new AssertionError(broken);
    }
  }
}
