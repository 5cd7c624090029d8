package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstanceLockTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path root;
  private InstanceFolders alpha;

  @BeforeEach
  void name() {
    alpha = new InstanceFolders(root, new InstanceName("alpha"));
  }

  @Test
  void threadsNeverHoldItTogether() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      Thread.startVirtualThread(
          () -> {
            try (InstanceLock lock = InstanceLock.acquire(alpha, "start", LONG)) {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              Files.writeString(root.resolve("scratch"), "work that takes its time");
              inside.decrementAndGet();
            } catch (Exception e) {
              most.set(99);
            } finally {
              done.countDown();
            }
          });
    }
    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(most).hasValue(1);
  }

  /** The kernel's lock goes with the first descriptor of its file that is closed. */
  @Test
  void whoComesByAnotherNameOfTheRootWaitsAsWell() throws Exception {
    Path link = Files.createSymbolicLink(root.resolve("link"), root.resolve("."));
    InstanceFolders other = new InstanceFolders(link, alpha.name());
    try (InstanceLock lock = InstanceLock.acquire(alpha, "start", LONG);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<InstanceLock> second =
          threads.submit(() -> InstanceLock.acquire(other, "stop", Duration.ofMillis(1)));
      assertThatThrownBy(second::get).hasCauseInstanceOf(InstanceBusyException.class);
      Path file = root.resolve("instances/.alpha.lock");
      String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
      assertThat(Files.readString(Path.of("/proc/locks"))).contains(inode);
    }
  }

  @Test
  void whoWaitsInVainIsToldWhoHoldsIt() throws Exception {
    InstanceLock.acquire(alpha, "initialize", LONG).close(); // a longer word
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    Thread holder =
        Thread.startVirtualThread(
            () -> {
              try (InstanceLock lock = InstanceLock.acquire(alpha, "reset", LONG)) {
                held.countDown();
                enough.await();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    held.await();
    assertThatThrownBy(() -> InstanceLock.acquire(alpha, "start", Duration.ofMillis(1)))
        .isInstanceOf(InstanceBusyException.class)
        .hasMessageContaining("start alpha")
        .hasMessageContaining("(reset by process " + ProcessHandle.current().pid() + ")");
    enough.countDown();
    holder.join();
    InstanceLock.acquire(alpha, "start", LONG).close();
  }

  /** Another JVM takes it, is seen to hold it, and is killed. */
  @Test
  void processesNeverHoldItTogether() throws Exception {
    Files.createDirectories(root.resolve("instances"));
    Process other = otherProcess(LONG);
    assertThat(other.inputReader().readLine()).isEqualTo("held");
    assertThatThrownBy(() -> InstanceLock.acquire(alpha, "start", Duration.ofMillis(1)))
        .isInstanceOf(InstanceBusyException.class)
        .hasMessageContaining("stop by process " + other.pid());
    // Nothing is stale after a kill.
    other.destroyForcibly();
    InstanceLock.acquire(alpha, "start", LONG).close();
    other.waitFor();
  }

  /** The kernel drops a process's record locks on a file with any descriptor that it closes. */
  @Test
  void whoGivesUpDoesNotTakeItFromAThreadBeside() throws Exception {
    CountDownLatch beside = new CountDownLatch(1);
    try (InstanceLock lock = InstanceLock.acquire(alpha, "reset", LONG)) {
      Thread.startVirtualThread(
          () -> {
            try {
              InstanceLock.acquire(alpha, "start", Duration.ofMillis(1)).close();
            } catch (Exception busy) {
              beside.countDown();
            }
          });
      beside.await();

      Process other = otherProcess(Duration.ofMillis(1));

      assertThat(other.inputReader().readLine())
          .contains("reset by process " + ProcessHandle.current().pid());
      other.waitFor();
    }
  }

  /** As from a listener: its thread has the lock, and would drop it with a second descriptor. */
  @Test
  void whoHasItIsRefusedASecondOneAndKeepsTheFirst() throws Exception {
    try (InstanceLock lock = InstanceLock.acquire(alpha, "start", LONG)) {
      assertThatThrownBy(() -> InstanceLock.acquire(alpha, "stop", LONG))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("stop alpha: ")
          .hasMessageContaining("listener");

      Process other = otherProcess(Duration.ofMillis(1));

      assertThat(other.inputReader().readLine())
          .contains("start by process " + ProcessHandle.current().pid());
      other.waitFor();
    }
    assertThat(otherThreadCanTakeIt()).isTrue();
  }

  private boolean otherThreadCanTakeIt() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads
          .submit(
              () -> {
                InstanceLock.acquire(alpha, "stop", LONG).close();
                return true;
              })
          .get();
    }
  }

  private Process otherProcess(Duration limit) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LockTaker.class.getName(),
            root.toString(),
            limit.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Takes the lock and keeps it until it is killed, or says why not. */
  static final class LockTaker {
    public static void main(String[] args) throws Exception {
      InstanceFolders folders = new InstanceFolders(Path.of(args[0]), new InstanceName("alpha"));
      try {
        InstanceLock.acquire(folders, "stop", Duration.parse(args[1]));
        System.out.println("held");
        new CountDownLatch(1).await();
      } catch (InstanceBusyException busy) {
        System.out.println(busy.getMessage());
      }
    }
  }
}
