package left4me.systemd.dbus;

import static left4me.systemd.dbus.FakeHost.LONG;
import static left4me.systemd.dbus.FakeHost.PATIENCE;
import static left4me.systemd.dbus.FakeHost.UNIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import left4me.systemd.Job;
import left4me.systemd.JobResult;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.UnitName;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The manager against a systemd of our making, on a bus of our own. Needs dbus-daemon. */
@Timeout(120)
class DbusServiceManagerTest {

  @RegisterExtension final FakeHost host = new FakeHost();

  @Test
  void returnsAResultThatWasAnnouncedBeforeTheReply() throws Exception {
    host.systemd().onJob((unit, job) -> host.systemd().jobRemoved(job, unit, "some-new-word"));
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(new JobResult("some-new-word"));
    }
  }

  @Test
  void returnsAResultThatIsAnnouncedLater() throws Exception {
    host.systemd().onJob((unit, job) -> {});
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      Job job = manager.stop(UNIT);
      Future<JobResult> first = host.threads().submit(() -> job.await(LONG));
      Future<JobResult> second = host.threads().submit(() -> job.await(LONG));

      host.systemd().jobRemoved(job.path(), UNIT.value(), "timeout");

      assertThat(first.get()).isEqualTo(JobResult.TIMEOUT);
      assertThat(second.get()).isEqualTo(JobResult.TIMEOUT);
      assertThat(host.systemd().nextAsked("StopUnit").argument()).isEqualTo(UNIT.value());
    }
  }

  @Test
  void ignoresSignalsOfOthers() throws Exception {
    DBusConnection forger = FakeSystemd.connect(host.bus());
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      host.systemd()
          .onJob(
              (unit, job) -> {
                FakeSystemd.sendJobRemoved(forger, null, job, unit, "failed");
                String victim = DBusConnection.getCallInfo().getSource();
                FakeSystemd.sendJobRemoved(forger, victim, job, unit, "failed");
                // An answer of the bus to the forger: it has passed on what the forger sent before.
                assertThat(forger.getDBusOwnerName("org.freedesktop.systemd1")).isNotEmpty();
                host.systemd().jobRemoved(job, unit, "done");
              });

      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(JobResult.DONE);
    } finally {
      forger.disconnect();
    }
  }

  @Test
  void looksAtTheUnitWhenTheSignalIsLost() throws Exception {
    host.systemd()
        .onJob((unit, job) -> host.systemd().unit(UNIT.objectPath(), "failed", "failed", ""));
    try (ServiceManager manager =
        ServiceManager.connect(host.settings().withLookInterval(Duration.ofMillis(20)))) {
      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(JobResult.FAILED);
    }
  }

  @Test
  void waitsOnWhileTheJobIsThere() throws Exception {
    host.systemd()
        .onJob((unit, job) -> host.systemd().unit(UNIT.objectPath(), "activating", "start", job));
    try (ServiceManager manager =
        ServiceManager.connect(host.settings().withLookInterval(Duration.ofMillis(20)))) {
      Job job = manager.start(UNIT);
      Future<JobResult> result = host.threads().submit(() -> job.await(LONG));
      host.systemd().nextAsked("GetAll");
      host.systemd().nextAsked("GetAll");

      host.systemd().jobRemoved(job.path(), UNIT.value(), "dependency");

      assertThat(result.get()).isEqualTo(JobResult.DEPENDENCY);
    }
  }

  @Test
  void saysWhatTheUnitIsWhenTheLimitPasses() throws Exception {
    host.systemd()
        .onJob((unit, job) -> host.systemd().unit(UNIT.objectPath(), "activating", "start", job));
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      Job job = manager.start(UNIT);

      assertThatThrownBy(() -> job.await(Duration.ofMillis(1)))
          .isInstanceOf(SystemdException.TimedOut.class)
          .hasMessageContaining("start a.service")
          .hasMessageContaining("activating (start)");
    }
  }

  @Test
  void cancelsItsJob() throws Exception {
    host.systemd().onJob((unit, job) -> {});
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      Job job = manager.start(UNIT);

      assertThat(job.cancel()).isTrue();

      assertThat(job.path()).endsWith("/" + host.systemd().nextAsked("CancelJob").argument());
    }
  }

  @Test
  void anInterruptEndsTheWaitForAJob() throws Exception {
    host.systemd().onJob((unit, job) -> {});
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      Job job = manager.start(UNIT);
      Future<JobResult> result = host.threads().submit(() -> interrupted(() -> job.await(LONG)));

      assertThatThrownBy(result::get).hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void cancelsTheJobOfACallThatWasInterrupted() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    host.systemd().onJob((unit, job) -> goOn.await());
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
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
      host.systemd().nextAsked("StartUnit");
      caller.interrupt();
      ended.await();

      goOn.countDown();

      assertThat(host.systemd().nextAsked("CancelJob").argument()).isNotEmpty();
    }
  }

  @Test
  void aCallThatIsNotAnsweredEnds() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    host.systemd().onJob((unit, job) -> never.await());
    try (ServiceManager manager = ServiceManager.connect(host.settings().withCallLimit(PATIENCE))) {
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
    CountDownLatch full = new CountDownLatch(host.settings().maxInFlight());
    AtomicInteger tooMany = new AtomicInteger();
    host.systemd()
        .onJob(
            (unit, job) -> {
              if (arrived.incrementAndGet() > host.settings().maxInFlight()) {
                tooMany.incrementAndGet();
              }
              full.countDown();
              // All that may be in flight are, before the first is answered.
              full.await();
              host.systemd().jobRemoved(job, unit, unit.replace(".service", ""));
              arrived.decrementAndGet();
            });
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      List<Future<JobResult>> results = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        UnitName unit = new UnitName("u" + i + ".service");
        results.add(host.threads().submit(() -> manager.start(unit).await(LONG)));
      }
      for (int i = 0; i < callers; i++) {
        assertThat(results.get(i).get()).isEqualTo(new JobResult("u" + i));
      }
    }
    assertThat(tooMany).hasValue(0);
  }

  @Test
  void asksForAPasswordPromptOnlyIfAllowed() throws Exception {
    try (ServiceManager silent = ServiceManager.connect(host.settings());
        ServiceManager prompting = ServiceManager.connect(host.settings().withPasswordPrompt())) {
      silent.start(UNIT);
      prompting.start(UNIT);

      assertThat(host.systemd().nextAsked("StartUnit").flags()).isZero();
      assertThat(host.systemd().nextAsked("StartUnit").flags()).isEqualTo(4);
    }
  }

  /** A person who types a password is waited for; a systemd that does not answer is not. */
  @Test
  void aQuestionHasTheLimitOfACallThoughOrdersMayBeAskedAPasswordFor() throws Exception {
    CountDownLatch typed = new CountDownLatch(1);
    host.systemd().onJob((unit, job) -> typed.await());
    host.systemd().onRead(read -> awaitQuietly(typed));
    try (ServiceManager prompting =
        ServiceManager.connect(
            host.settings().withCallLimit(FakeHost.PATIENCE).withPasswordPrompt())) {
      Future<Job> order = host.threads().submit(() -> prompting.start(UNIT));
      host.systemd().nextAsked("StartUnit");

      assertThatThrownBy(() -> prompting.status(UNIT))
          .isInstanceOf(SystemdException.TimedOut.class);
      typed.countDown();
      assertThat(order.get().unit()).isEqualTo(UNIT);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException ends) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void closingEndsWhatIsInFlightAndCanBeRepeated() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    host.systemd().onJob((unit, job) -> never.await());
    ServiceManager manager = ServiceManager.connect(host.settings());
    Future<Job> call = host.threads().submit(() -> manager.start(UNIT));
    host.systemd().nextAsked("StartUnit");

    manager.close();
    manager.close();

    assertThatThrownBy(call::get).hasCauseInstanceOf(SystemdException.Disconnected.class);
    assertThatThrownBy(() -> manager.status(UNIT))
        .isInstanceOf(SystemdException.Disconnected.class)
        .hasMessageContaining("closed");
    never.countDown();
  }

  /** Does something with the thread's interrupt flag set. */
  private static <T> T interrupted(Callable<T> action) throws Exception {
    Thread.currentThread().interrupt();
    return action.call();
  }
}
