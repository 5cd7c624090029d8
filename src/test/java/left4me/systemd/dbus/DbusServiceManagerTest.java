package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import left4me.systemd.Job;
import left4me.systemd.JobResult;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The manager against a systemd of our making, on a bus of our own. Needs dbus-daemon. */
@Timeout(120)
class DbusServiceManagerTest {

  private static final UnitName UNIT = new UnitName("a.service");
  private static final Duration LONG = Duration.ofSeconds(60);

  /** To be waited for to its end, and yet longer than a machine under load takes to answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private PrivateBus bus;
  private FakeSystemd systemd;
  private SystemdSettings settings;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeEach
  void start() throws Exception {
    bus = PrivateBus.start();
    systemd = new FakeSystemd(bus);
    // No look at the unit unless a test wants one: it could hide a signal that was missed.
    settings = SystemdSettings.systemBus().withBusAddress(bus.address()).withLookInterval(LONG);
  }

  @AfterEach
  void stop() throws Exception {
    threads.shutdownNow();
    systemd.close();
    bus.remove();
  }

  @Test
  void returnsAResultThatWasAnnouncedBeforeTheReply() throws Exception {
    systemd.onJob((unit, job) -> systemd.jobRemoved(job, unit, "some-new-word"));
    try (ServiceManager manager = ServiceManager.connect(settings)) {
      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(new JobResult("some-new-word"));
    }
  }

  @Test
  void returnsAResultThatIsAnnouncedLater() throws Exception {
    systemd.onJob((unit, job) -> {});
    try (ServiceManager manager = ServiceManager.connect(settings)) {
      Job job = manager.stop(UNIT);
      Future<JobResult> first = threads.submit(() -> job.await(LONG));
      Future<JobResult> second = threads.submit(() -> job.await(LONG));

      systemd.jobRemoved(job.path(), UNIT.value(), "timeout");

      assertThat(first.get()).isEqualTo(JobResult.TIMEOUT);
      assertThat(second.get()).isEqualTo(JobResult.TIMEOUT);
      assertThat(systemd.nextAsked("StopUnit").argument()).isEqualTo(UNIT.value());
    }
  }

  @Test
  void ignoresSignalsOfOthers() throws Exception {
    DBusConnection forger = FakeSystemd.connect(bus);
    try (ServiceManager manager = ServiceManager.connect(settings)) {
      systemd.onJob(
          (unit, job) -> {
            FakeSystemd.sendJobRemoved(forger, null, job, unit, "failed");
            String victim = DBusConnection.getCallInfo().getSource();
            FakeSystemd.sendJobRemoved(forger, victim, job, unit, "failed");
            // An answer of the bus to the forger: it has passed on what the forger sent before.
            assertThat(forger.getDBusOwnerName("org.freedesktop.systemd1")).isNotEmpty();
            systemd.jobRemoved(job, unit, "done");
          });

      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(JobResult.DONE);
    } finally {
      forger.disconnect();
    }
  }

  @Test
  void looksAtTheUnitWhenTheSignalIsLost() throws Exception {
    systemd.onJob((unit, job) -> systemd.unit(UNIT.objectPath(), "failed", "failed", ""));
    try (ServiceManager manager =
        ServiceManager.connect(settings.withLookInterval(Duration.ofMillis(20)))) {
      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(JobResult.FAILED);
    }
  }

  @Test
  void waitsOnWhileTheJobIsThere() throws Exception {
    systemd.onJob((unit, job) -> systemd.unit(UNIT.objectPath(), "activating", "start", job));
    try (ServiceManager manager =
        ServiceManager.connect(settings.withLookInterval(Duration.ofMillis(20)))) {
      Job job = manager.start(UNIT);
      Future<JobResult> result = threads.submit(() -> job.await(LONG));
      systemd.nextAsked("GetAll");
      systemd.nextAsked("GetAll");

      systemd.jobRemoved(job.path(), UNIT.value(), "dependency");

      assertThat(result.get()).isEqualTo(JobResult.DEPENDENCY);
    }
  }

  @Test
  void saysWhatTheUnitIsWhenTheLimitPasses() throws Exception {
    systemd.onJob((unit, job) -> systemd.unit(UNIT.objectPath(), "activating", "start", job));
    try (ServiceManager manager = ServiceManager.connect(settings)) {
      Job job = manager.start(UNIT);

      assertThatThrownBy(() -> job.await(Duration.ofMillis(1)))
          .isInstanceOf(SystemdException.TimedOut.class)
          .hasMessageContaining("start a.service")
          .hasMessageContaining("activating (start)");
    }
  }

  @Test
  void cancelsItsJob() throws Exception {
    systemd.onJob((unit, job) -> {});
    try (ServiceManager manager = ServiceManager.connect(settings)) {
      Job job = manager.start(UNIT);

      assertThat(job.cancel()).isTrue();

      assertThat(job.path()).endsWith("/" + systemd.nextAsked("CancelJob").argument());
    }
  }

  @Test
  void anInterruptEndsTheWaitForAJob() throws Exception {
    systemd.onJob((unit, job) -> {});
    try (ServiceManager manager = ServiceManager.connect(settings)) {
      Job job = manager.start(UNIT);
      Future<JobResult> result = threads.submit(() -> interrupted(() -> job.await(LONG)));

      assertThatThrownBy(result::get).hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void cancelsTheJobOfACallThatWasInterrupted() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    systemd.onJob((unit, job) -> goOn.await());
    try (ServiceManager manager = ServiceManager.connect(settings)) {
      CountDownLatch ended = new CountDownLatch(1);
      Thread caller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      manager.start(UNIT);
                    } catch (InterruptedException expected) {
                      ended.countDown();
                    }
                  });
      systemd.nextAsked("StartUnit");
      caller.interrupt();
      ended.await();

      goOn.countDown();

      assertThat(systemd.nextAsked("CancelJob").argument()).isNotEmpty();
    }
  }

  @Test
  void aCallThatIsNotAnsweredEnds() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    systemd.onJob((unit, job) -> never.await());
    try (ServiceManager manager = ServiceManager.connect(settings.withCallLimit(PATIENCE))) {
      assertThatThrownBy(() -> manager.start(UNIT))
          .isInstanceOf(SystemdException.TimedOut.class)
          .hasMessageContaining("start a.service");
    } finally {
      never.countDown();
    }
  }

  @Test
  void keepsBelowTheBussLimitOfPendingReplies() throws Exception {
    int callers = 200;
    AtomicInteger arrived = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(settings.maxInFlight());
    AtomicInteger tooMany = new AtomicInteger();
    systemd.onJob(
        (unit, job) -> {
          if (arrived.incrementAndGet() > settings.maxInFlight()) {
            tooMany.incrementAndGet();
          }
          full.countDown();
          // All that may be in flight are, before the first is answered.
          full.await();
          systemd.jobRemoved(job, unit, unit.replace(".service", ""));
          arrived.decrementAndGet();
        });
    try (ServiceManager manager = ServiceManager.connect(settings)) {
      List<Future<JobResult>> results = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        UnitName unit = new UnitName("u" + i + ".service");
        results.add(threads.submit(() -> manager.start(unit).await(LONG)));
      }
      for (int i = 0; i < callers; i++) {
        assertThat(results.get(i).get()).isEqualTo(new JobResult("u" + i));
      }
    }
    assertThat(tooMany).hasValue(0);
  }

  @Test
  void aBusThatDiesEndsAllCallsAndTheNextReconnects() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    systemd.onJob((unit, job) -> never.await());
    try (ServiceManager manager = ServiceManager.connect(settings)) {
      List<Future<Job>> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        calls.add(threads.submit(() -> manager.start(UNIT)));
      }
      for (int i = 0; i < 20; i++) {
        systemd.nextAsked("StartUnit");
      }

      bus.kill();

      for (Future<Job> call : calls) {
        assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(SystemdException.Disconnected.class)
            .hasMessageContaining("start a.service");
      }
      assertThatThrownBy(() -> manager.start(UNIT))
          .isInstanceOf(SystemdException.Disconnected.class);
      reviveBus();
      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(JobResult.DONE);
    }
  }

  @Test
  void aBusThatDiesEndsTheWaitForAJob() throws Exception {
    systemd.onJob((unit, job) -> {});
    try (ServiceManager manager = ServiceManager.connect(settings)) {
      Job job = manager.start(UNIT);
      Future<JobResult> result = threads.submit(() -> job.await(LONG));

      bus.kill();

      assertThatThrownBy(() -> result.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SystemdException.Disconnected.class);
      assertThatThrownBy(() -> job.await(LONG)).isInstanceOf(SystemdException.Disconnected.class);
      assertThatThrownBy(job::cancel).isInstanceOf(SystemdException.Disconnected.class);
    }
  }

  @Test
  void givesUpABusThatHangs() throws Exception {
    systemd.onJob((unit, job) -> {});
    try (ServiceManager manager = ServiceManager.connect(settings.withCallLimit(PATIENCE))) {
      Job job = manager.start(UNIT);
      Future<JobResult> result = threads.submit(() -> job.await(LONG));

      bus.freeze();

      assertThatThrownBy(() -> manager.start(UNIT)).isInstanceOf(SystemdException.TimedOut.class);
      // Its connection is found to be dead, and nobody waits on it any longer.
      assertThatThrownBy(() -> result.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SystemdException.Disconnected.class)
          .hasMessageContaining("does not answer");
      bus.kill();
      reviveBus();
      systemd.onJob((unit, path) -> systemd.jobRemoved(path, unit, "done"));
      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(JobResult.DONE);
    }
  }

  @Test
  void followsASystemdThatComesBackUnderAnotherName() throws Exception {
    systemd.onJob((unit, job) -> {});
    try (ServiceManager manager = ServiceManager.connect(settings)) {
      Job before = manager.start(UNIT);
      Future<JobResult> result = threads.submit(() -> before.await(LONG));

      systemd.close();
      systemd = new FakeSystemd(bus, fake -> fake.unit(UNIT.objectPath(), "active", "running", ""));

      // What it announced in between is lost; the unit tells, and not only at the next look.
      assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo(JobResult.DONE);
      systemd.onJob((unit, job) -> systemd.jobRemoved(job, unit, "skipped"));
      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(JobResult.SKIPPED);
    }
  }

  @Test
  void asksAgainWhenSystemdLeavesWithoutAnAnswer() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    systemd.onJob((unit, job) -> never.await());
    try (ServiceManager manager = ServiceManager.connect(settings)) {
      Future<JobResult> result = threads.submit(() -> manager.start(UNIT).await(LONG));
      systemd.nextAsked("StartUnit");

      systemd.crash();
      systemd = new FakeSystemd(bus);

      assertThat(result.get()).isEqualTo(JobResult.DONE);
      never.countDown();
    }
  }

  @Test
  void asksForAPasswordPromptOnlyIfAllowed() throws Exception {
    try (ServiceManager silent = ServiceManager.connect(settings);
        ServiceManager prompting = ServiceManager.connect(settings.withPasswordPrompt())) {
      silent.start(UNIT);
      prompting.start(UNIT);

      assertThat(systemd.nextAsked("StartUnit").flags()).isZero();
      assertThat(systemd.nextAsked("StartUnit").flags()).isEqualTo(4);
    }
  }

  @Test
  void closingEndsWhatIsInFlightAndCanBeRepeated() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    systemd.onJob((unit, job) -> never.await());
    ServiceManager manager = ServiceManager.connect(settings);
    Future<Job> call = threads.submit(() -> manager.start(UNIT));
    systemd.nextAsked("StartUnit");

    manager.close();
    manager.close();

    assertThatThrownBy(call::get).hasCauseInstanceOf(SystemdException.Disconnected.class);
    assertThatThrownBy(() -> manager.status(UNIT))
        .isInstanceOf(SystemdException.Disconnected.class)
        .hasMessageContaining("closed");
    never.countDown();
  }

  @Test
  void connectingFailsAtOnceWithoutABus() throws Exception {
    bus.kill();

    assertThatThrownBy(() -> ServiceManager.connect(settings))
        .isInstanceOf(SystemdException.Disconnected.class)
        .hasMessageContaining("connect")
        .hasMessageContaining("dbus.service");
  }

  @Test
  void connectingWaitsForASystemdThatIsNotThereYet() throws Exception {
    systemd.close();
    Future<JobResult> result =
        threads.submit(
            () -> {
              try (ServiceManager manager = ServiceManager.connect(settings)) {
                return manager.start(UNIT).await(LONG);
              }
            });
    systemd = new FakeSystemd(bus);

    assertThat(result.get()).isEqualTo(JobResult.DONE);
  }

  @Test
  void refusesAnAddressThatIsNone() {
    assertThatThrownBy(() -> ServiceManager.connect(settings.withBusAddress("nonsense")))
        .isInstanceOf(SystemdException.Disconnected.class);
  }

  @Test
  void leavesNoDescriptorAndNoThreadBehind() throws Exception {
    connectAndStart();
    Set<Thread> threadsBefore = Thread.getAllStackTraces().keySet();
    long descriptorsBefore = descriptors();

    for (int i = 0; i < 50; i++) {
      connectAndStart();
    }
    Path notABus = Files.createTempDirectory("l4m-no-bus").resolve("socket");
    Thread hangingUp;
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(notABus));
      // Hangs up on everybody, in the middle of the library's handshake.
      hangingUp = Thread.ofPlatform().start(() -> hangUp(server));
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(
                () -> ServiceManager.connect(settings.withBusAddress("unix:path=" + notABus)))
            .isInstanceOf(SystemdException.Disconnected.class);
      }
    }
    hangingUp.join();
    Files.delete(notABus);
    Files.delete(notABus.getParent());

    Set<Thread> ending = new HashSet<>(Thread.getAllStackTraces().keySet());
    ending.removeAll(threadsBefore);
    // The fake's own, which makes them as it needs them, and the test's.
    ending.removeIf(thread -> thread.getName().startsWith("DBus-MethodCall-Receiver"));
    ending.removeIf(thread -> !thread.getName().matches("(DBus|left4me).*"));
    for (Thread thread : ending) {
      assertThat(thread.join(LONG)).as(thread.getName()).isTrue();
    }
    assertThat(descriptors()).isLessThanOrEqualTo(descriptorsBefore);
  }

  private static void hangUp(ServerSocketChannel server) {
    try {
      while (true) {
        server.accept().close();
      }
    } catch (IOException closed) {
      // the end of the test
    }
  }

  private void connectAndStart() throws InterruptedException {
    try (ServiceManager manager = ServiceManager.connect(settings)) {
      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(JobResult.DONE);
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private void reviveBus() throws Exception {
    systemd.close();
    bus.restart();
    systemd = new FakeSystemd(bus);
  }

  /** Does something with the thread's interrupt flag set. */
  private static <T> T interrupted(Callable<T> action) throws Exception {
    Thread.currentThread().interrupt();
    return action.call();
  }
}
