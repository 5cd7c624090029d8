package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import left4me.systemd.Job;
import left4me.systemd.JobResult;
import left4me.systemd.RuntimeUnits;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real system bus dies. */
@Timeout(300)
class BusLossIT {

  private static final int STARTS = 20;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** How soon whoever waits hears of it; what the library promises. */
  private static final long PROMISED_SECONDS = 2;

  private static final long PIECES_PER_SECOND = 50;

  private final RuntimeUnits units = new RuntimeUnits("loss");
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void clean() throws Exception {
    threads.shutdownNow();
    SystemBus.tidyUp();
    units.remove();
  }

  /**
   * What it comes to in the time that is promised. Waited for in small pieces: a machine that
   * stands still for longer than one, and keeps the library from its promise, uses up no more than
   * that.
   */
  private static JobResult soon(Future<JobResult> result) throws Exception {
    for (int piece = 1; piece < PROMISED_SECONDS * PIECES_PER_SECOND; piece++) {
      try {
        return result.get(1_000 / PIECES_PER_SECOND, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        // There are more.
      }
    }
    return result.get(1_000 / PIECES_PER_SECOND, TimeUnit.MILLISECONDS);
  }

  @Test
  void endsAllThatWaitAndTheSameObjectWorksAgain() throws Exception {
    UnitName slow = units.service("slow@", "Type=oneshot", RuntimeUnits.FOREVER);
    UnitName quick = units.service("quick", "Type=exec", RuntimeUnits.FOREVER);
    units.load();
    try (ServiceManager systemd = ServiceManager.connect(SystemdSettings.systemBus())) {
      CountDownLatch allStarted = new CountDownLatch(STARTS);
      List<Future<JobResult>> results = new ArrayList<>();
      for (int i = 0; i < STARTS; i++) {
        UnitName unit = units.instance(slow, i);
        results.add(
            threads.submit(
                () -> {
                  Job job = systemd.start(unit);
                  allStarted.countDown();
                  return job.await(LIMIT);
                }));
      }
      allStarted.await();

      SystemBus.kill();

      for (Future<JobResult> result : results) {
        assertThatThrownBy(() -> soon(result))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(SystemdException.Disconnected.class)
            .hasMessageContaining("start l4m-it-loss-slow@");
      }
      SystemBus.revive();
      assertThat(systemd.start(quick).await(LIMIT)).isEqualTo(JobResult.DONE);
      assertThat(systemd.status(quick).isActive()).isTrue();
    }
  }

  @Test
  void endsCallsInTheMiddle() throws Exception {
    UnitName quick = units.service("call@", "Type=exec", RuntimeUnits.FOREVER);
    UnitName slow = units.service("never", "Type=oneshot", RuntimeUnits.FOREVER);
    units.load();
    try (ServiceManager systemd = ServiceManager.connect(SystemdSettings.systemBus())) {
      CountDownLatch first = new CountDownLatch(1);
      List<Future<JobResult>> results = new ArrayList<>();
      for (int i = 0; i < STARTS; i++) {
        UnitName unit = units.instance(quick, i);
        results.add(
            threads.submit(
                () -> {
                  JobResult result = systemd.start(unit).await(LIMIT);
                  first.countDown();
                  return result;
                }));
      }
      first.await();
      Job never = systemd.start(slow);

      SystemBus.kill();

      // By this one it is certain that the loss was noticed, however quick the others were.
      assertThatThrownBy(() -> never.await(LIMIT))
          .isInstanceOf(SystemdException.Disconnected.class);
      // Wherever each was: through, or told that the bus is gone.
      for (Future<JobResult> result : results) {
        try {
          assertThat(soon(result)).isEqualTo(JobResult.DONE);
        } catch (ExecutionException failed) {
          assertThat(failed).hasCauseInstanceOf(SystemdException.Disconnected.class);
        }
      }
      SystemBus.revive();
      for (int i = 0; i < STARTS; i++) {
        assertThat(systemd.start(units.instance(quick, i)).await(LIMIT)).isEqualTo(JobResult.DONE);
      }
    }
  }
}
