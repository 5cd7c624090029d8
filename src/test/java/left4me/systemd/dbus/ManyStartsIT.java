package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import left4me.systemd.Job;
import left4me.systemd.JobResult;
import left4me.systemd.RuntimeUnits;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two hundred starts at once over one connection, on quiet days and on others. */
@Timeout(1200)
class ManyStartsIT {

  private static final int MANY = 200;

  /** How many jobs end before systemd is disturbed again. */
  private static final int JOBS_BETWEEN = 20;

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final RuntimeUnits units = new RuntimeUnits("many");
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<UnitName> good = new ArrayList<>();
  private final List<UnitName> bad = new ArrayList<>();
  private final Semaphore ended = new Semaphore(0);
  private ServiceManager systemd;

  @BeforeEach
  void connect() throws Exception {
    UnitName goodTemplate = units.service("good@", "Type=exec", RuntimeUnits.FOREVER);
    UnitName badTemplate = units.service("bad@", "Type=exec", "ExecStart=/nonexistent");
    units.load();
    for (int i = 0; i < MANY; i++) {
      // One in ten fails, so that a result that was mixed up is seen.
      if (i % 10 == 0) {
        bad.add(units.instance(badTemplate, i));
      } else {
        good.add(units.instance(goodTemplate, i));
      }
    }
    systemd = ServiceManager.connect(SystemdSettings.systemBus());
  }

  @AfterEach
  void clean() throws Exception {
    threads.shutdownNow();
    systemd.close();
    units.remove();
  }

  @Test
  void allEndAsTheyShould() throws Exception {
    startAndStopAll();
    startAndStopAll();
  }

  @Test
  void floodedWithForgedSignals() throws Exception {
    String job = systemd.start(good.getFirst()).path();
    systemd.stop(good.getFirst()).await(LIMIT);
    Process forger = Forger.flood(ownUniqueName(), job.substring(job.lastIndexOf('/') + 1));
    try {
      startAndStopAll();
      startAndStopAll();
      assertThat(forger.isAlive()).isTrue();
    } finally {
      forger.destroyForcibly().waitFor();
    }
  }

  @Test
  void whileSystemdReloads() throws Exception {
    int reloads = whileRunningInALoop(List.of("systemctl", "daemon-reload"));

    assertThat(reloads).isPositive();
  }

  @Test
  void whileSystemdReexecutesItself() throws Exception {
    int reexecutions = whileRunningInALoop(List.of("systemctl", "daemon-reexec"));

    assertThat(reexecutions).isPositive();
  }

  private int whileRunningInALoop(List<String> command) throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    AtomicInteger runs = new AtomicInteger();
    Future<Integer> loop =
        threads.submit(
            () -> {
              while (true) {
                // Not one after the other: it would do nothing else, and no job would ever end.
                ended.drainPermits();
                // After that: what is released at the end comes later than this is set.
                if (enough.get()) {
                  return runs.get();
                }
                ended.acquire(JOBS_BETWEEN);
                new ProcessBuilder(command).inheritIO().start().waitFor();
                runs.incrementAndGet();
              }
            });
    try {
      startAndStopAll();
      startAndStopAll();
    } finally {
      enough.set(true);
      ended.release(JOBS_BETWEEN);
    }
    return loop.get();
  }

  private void startAndStopAll() throws Exception {
    assertAll(JobResult.DONE, started(good), JobResult.FAILED, started(bad));
    assertThat(systemd.statuses(good)).allMatch(UnitStatus::isActive);
    assertThat(systemd.statuses(bad)).allMatch(UnitStatus::isFailed);
    List<Future<JobResult>> stopped = new ArrayList<>();
    for (UnitName unit : good) {
      stopped.add(threads.submit(() -> await(systemd.stop(unit))));
    }
    for (Future<JobResult> result : stopped) {
      assertThat(result.get()).isEqualTo(JobResult.DONE);
    }
    assertThat(systemd.statuses(good)).allMatch(UnitStatus::isDown);
    for (UnitName unit : bad) {
      systemd.resetFailed(unit);
    }
  }

  private JobResult await(Job job) throws InterruptedException {
    JobResult result = job.await(LIMIT);
    ended.release();
    return result;
  }

  private List<Future<JobResult>> started(List<UnitName> all) {
    List<Future<JobResult>> results = new ArrayList<>();
    for (UnitName unit : all) {
      results.add(threads.submit(() -> await(systemd.start(unit))));
    }
    return results;
  }

  private static void assertAll(
      JobResult goodResult,
      List<Future<JobResult>> good,
      JobResult badResult,
      List<Future<JobResult>> bad)
      throws Exception {
    for (Future<JobResult> result : good) {
      assertThat(result.get()).isEqualTo(goodResult);
    }
    for (Future<JobResult> result : bad) {
      assertThat(result.get()).isEqualTo(badResult);
    }
  }

  /** The name by which anybody on the bus can write to us. */
  private static String ownUniqueName() throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    return RuntimeUnits.run("busctl", "--no-legend", "list", "--unique")
        .lines()
        .map(line -> line.trim().split(" +"))
        .filter(columns -> columns[1].equals(pid))
        .findFirst()
        .orElseThrow()[0];
  }
}
