package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                root.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(other.inputReader().readLine()).isEqualTo("held");
    assertThatThrownBy(() -> InstanceLock.acquire(alpha, "start", Duration.ofMillis(1)))
        .isInstanceOf(InstanceBusyException.class)
        .hasMessageContaining("stop by process " + other.pid());
    // Nothing is stale after a kill.
    other.destroyForcibly();
    InstanceLock.acquire(alpha, "start", LONG).close();
    other.waitFor();
  }

  /** Takes the lock and keeps it until it is killed. */
  static final class LockHolder {
    public static void main(String[] args) throws Exception {
      InstanceFolders folders = new InstanceFolders(Path.of(args[0]), new InstanceName("alpha"));
      InstanceLock.acquire(folders, "stop", LONG);
      System.out.println("held");
      new CountDownLatch(1).await();
    }
  }
}
