package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.systemd.Job;
import left4me.systemd.JobResult;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.UnitName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How what is asked of systemd for an instance goes about, with a systemd of our making. */
@Timeout(60)
final class InstanceUnitsTest {

  /** On one processor. */
  private static final int STARTS_AT_ONCE = 4;

  private final JobTurns turns = new JobTurns(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void restartsTakeTurnsAsStartsDo() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    // Each is met by others: fewer at once would not end.
    CyclicBarrier together = new CyclicBarrier(STARTS_AT_ONCE);
    ServiceManager systemd =
        new ScriptedSystemd() {
          @Override
          JobResult result() throws InterruptedException {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            meet(together);
            running.decrementAndGet();
            return JobResult.DONE;
          }
        };
    List<Future<?>> restarts = new ArrayList<>();
    for (int i = 0; i < 10 * STARTS_AT_ONCE; i++) {
      InstanceUnits units = units(systemd, "alpha" + i);
      restarts.add(
          threads.submit(
              () -> {
                units.restart();
                return null;
              }));
    }
    for (Future<?> restart : restarts) {
      restart.get();
    }
    assertThat(most).hasValue(STARTS_AT_ONCE);
  }

  /** Its first line is waited for, two seconds, which the next start need not wait for. */
  @Test
  void whoseStartHasFailedGathersItsLastLinesWithoutATurn() throws Exception {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    CyclicBarrier together = new CyclicBarrier(STARTS_AT_ONCE);
    ServiceManager failing =
        new ScriptedSystemd() {
          @Override
          JobResult result() throws InterruptedException {
            events.add("begun");
            meet(together);
            return JobResult.FAILED;
          }
        };
    List<Future<?>> starts = new ArrayList<>();
    for (int i = 0; i < 2 * STARTS_AT_ONCE; i++) {
      InstanceUnits units = units(failing, "alpha" + i);
      starts.add(
          threads.submit(
              () -> {
                assertThatThrownBy(() -> units.start(InstanceUnits.Meanwhile.NOTHING))
                    .isInstanceOf(UnitFailedException.class);
                return events.add("told");
              }));
    }
    for (Future<?> start : starts) {
      start.get();
    }
    assertThat(events)
        .hasSize(4 * STARTS_AT_ONCE)
        .startsWith(Collections.nCopies(2 * STARTS_AT_ONCE, "begun").toArray(String[]::new));
  }

  @Test
  void whatSystemdDoesNotKnowIsStopped() throws Exception {
    List<String> done = new ArrayList<>();
    ServiceManager unknowing =
        new ScriptedSystemd() {
          @Override
          public Job stop(UnitName unit) {
            throw new SystemdException.NoSuchUnit("stop", "NoSuchUnit", "not loaded");
          }
        };
    units(unknowing, "alpha").stop(() -> done.add("meanwhile"));
    assertThat(done).containsExactly("meanwhile");
  }

  private InstanceUnits units(ServiceManager systemd, String name) {
    return new InstanceUnits(
        "start",
        new Systemd(systemd),
        turns,
        new InstanceFolders(Path.of("/nowhere"), new InstanceName(name)),
        Duration.ofMinutes(1));
  }

  private static void meet(CyclicBarrier others) throws InterruptedException {
    try {
      others.await();
    } catch (BrokenBarrierException broken) {
      throw new AssertionError(broken);
    }
  }
}
