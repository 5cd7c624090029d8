package left4me.systemd.dbus;

import static left4me.systemd.dbus.FakeHost.LONG;
import static left4me.systemd.dbus.FakeHost.PATIENCE;
import static left4me.systemd.dbus.FakeHost.UNIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import left4me.systemd.Job;
import left4me.systemd.JobResult;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import left4me.systemd.UnitWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The manager's connection: how it comes about, is lost, comes back and ends. */
@Timeout(120)
class ConnectionLossTest {

  @RegisterExtension final FakeHost host = new FakeHost();

  @Test
  void aBusThatDiesEndsAllCallsAndTheNextReconnects() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    host.systemd().onJob((unit, job) -> never.await());
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      List<Future<Job>> calls = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        calls.add(host.threads().submit(() -> manager.start(UNIT)));
      }
      for (int i = 0; i < 20; i++) {
        host.systemd().nextAsked("StartUnit");
      }

      host.bus().kill();

      for (Future<Job> call : calls) {
        assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(SystemdException.Disconnected.class)
            .hasMessageContaining("start a.service");
      }
      assertThatThrownBy(() -> manager.start(UNIT))
          .isInstanceOf(SystemdException.Disconnected.class);
      host.revive();
      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(JobResult.DONE);
    }
  }

  @Test
  void aBusThatDiesEndsTheWaitForAJob() throws Exception {
    host.systemd().onJob((unit, job) -> {});
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      Job job = manager.start(UNIT);
      Future<JobResult> result = host.threads().submit(() -> job.await(LONG));

      host.bus().kill();

      assertThatThrownBy(() -> result.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SystemdException.Disconnected.class);
      assertThatThrownBy(() -> job.await(LONG)).isInstanceOf(SystemdException.Disconnected.class);
      assertThatThrownBy(job::cancel).isInstanceOf(SystemdException.Disconnected.class);
    }
  }

  @Test
  void aBusThatTakesNothingMoreIsLostAndTheNextReconnects(@TempDir Path folder) throws Exception {
    Path socket = folder.resolve("bus");
    host.systemd().onJob((unit, job) -> host.systemd().jobRemoved(job, unit, "done"));
    try (DeafBus bus = DeafBus.open(socket, host.bus());
        ServiceManager manager =
            ServiceManager.connect(host.settings().withBusAddress("unix:path=" + socket))) {
      bus.goDeaf();

      assertThatThrownBy(() -> manager.start(UNIT))
          .isInstanceOf(SystemdException.Disconnected.class)
          .hasMessageContaining("the connection to the bus was lost");
      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(JobResult.DONE);
    }
  }

  /** A reload has it look at the units, and that meets the loss. */
  @Test
  void theReaderOfAWatchHearsNothingOfIt(@TempDir Path folder) throws Exception {
    Path socket = folder.resolve("bus");
    UnitName alpha = new UnitName("x@1.service");
    host.systemd().unit(alpha.objectPath(), "active", "running", "");
    try (DeafBus bus = DeafBus.open(socket, host.bus());
        ServiceManager manager =
            ServiceManager.connect(host.settings().withBusAddress("unix:path=" + socket));
        UnitWatch watch = manager.watch("x")) {
      assertThat(watch.next(PATIENCE)).map(UnitStatus::activeState).hasValue("active");
      bus.goDeaf();
      host.systemd().unit(alpha.objectPath(), "inactive", "dead", "");
      host.systemd().reloaded();

      assertThat(watch.next(LONG)).map(UnitStatus::activeState).hasValue("inactive");
    }
  }

  @Test
  void givesUpABusThatHangs() throws Exception {
    host.systemd().onJob((unit, job) -> {});
    try (ServiceManager manager = ServiceManager.connect(host.settings().withCallLimit(PATIENCE))) {
      Job job = manager.start(UNIT);
      Future<JobResult> result = host.threads().submit(() -> job.await(LONG));

      host.bus().freeze();

      assertThatThrownBy(() -> manager.start(UNIT)).isInstanceOf(SystemdException.TimedOut.class);
      // Its connection is found to be dead, and nobody waits on it any longer.
      assertThatThrownBy(() -> result.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(SystemdException.Disconnected.class)
          .hasMessageContaining("does not answer");
      host.bus().kill();
      host.revive();
      host.systemd().onJob((unit, path) -> host.systemd().jobRemoved(path, unit, "done"));
      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(JobResult.DONE);
    }
  }

  @Test
  void followsASystemdThatComesBackUnderAnotherName() throws Exception {
    host.systemd().onJob((unit, job) -> {});
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      Job before = manager.start(UNIT);
      Future<JobResult> result = host.threads().submit(() -> before.await(LONG));

      host.systemd().close();
      host.anotherSystemd(fake -> fake.unit(UNIT.objectPath(), "active", "running", ""));

      // What it announced in between is lost; the unit tells, and not only at the next look.
      assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo(JobResult.DONE);
      host.systemd().onJob((unit, job) -> host.systemd().jobRemoved(job, unit, "skipped"));
      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(JobResult.SKIPPED);
    }
  }

  @Test
  void asksAgainWhenSystemdLeavesWithoutAnAnswer() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    host.systemd().onJob((unit, job) -> never.await());
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      Future<JobResult> result = host.threads().submit(() -> manager.start(UNIT).await(LONG));
      host.systemd().nextAsked("StartUnit");

      host.systemd().crash();
      host.anotherSystemd();

      assertThat(result.get()).isEqualTo(JobResult.DONE);
      never.countDown();
    }
  }

  @Test
  void connectingFailsAtOnceWithoutABus() throws Exception {
    host.bus().kill();

    assertThatThrownBy(() -> ServiceManager.connect(host.settings()))
        .isInstanceOf(SystemdException.Disconnected.class)
        .hasMessageContaining("connect")
        .hasMessageContaining("dbus.service");
  }

  @Test
  void connectingWaitsForASystemdThatIsNotThereYet() throws Exception {
    host.systemd().close();
    Future<JobResult> result =
        host.threads()
            .submit(
                () -> {
                  try (ServiceManager manager = ServiceManager.connect(host.settings())) {
                    return manager.start(UNIT).await(LONG);
                  }
                });
    host.anotherSystemd();

    assertThat(result.get()).isEqualTo(JobResult.DONE);
  }

  @Test
  void refusesAnAddressThatIsNone() {
    assertThatThrownBy(() -> ServiceManager.connect(host.settings().withBusAddress("nonsense")))
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
                () ->
                    ServiceManager.connect(host.settings().withBusAddress("unix:path=" + notABus)))
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
    try (ServiceManager manager = ServiceManager.connect(host.settings())) {
      assertThat(manager.start(UNIT).await(LONG)).isEqualTo(JobResult.DONE);
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
