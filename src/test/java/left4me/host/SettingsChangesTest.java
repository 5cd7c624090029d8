package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SettingsChangesTest {

  private static final InstanceName ALPHA = new InstanceName("alpha");

  @TempDir Path root;
  private Path instances;
  private final BlockingQueue<InstanceName> told = new LinkedBlockingQueue<>();

  @BeforeEach
  void makeFolder() throws IOException {
    instances = Files.createDirectory(root.resolve("instances"));
  }

  private InstanceName next() throws InterruptedException {
    InstanceName name = told.poll(30, TimeUnit.SECONDS);
    assertThat(name).as("what is told").isNotNull();
    return name;
  }

  @Test
  void whatIsMadeMarkedAndRemovedIsTold() throws Exception {
    Path alpha = instances.resolve("alpha");
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    SettingsChanges changes = new SettingsChanges(root);
    try (AutoCloseable listening =
        changes.add(name -> seen.add(name + " " + Files.exists(alpha.resolve("instance.env"))))) {
      Files.createDirectory(alpha);
      assertThat(seen.take()).isEqualTo("alpha false");
      AtomicFile.write(alpha.resolve("instance.env"), "");
      while (!seen.take().equals("alpha true")) {
        // That of the folder, or of the file before it has its name.
      }
      Files.move(alpha, instances.resolve(".alpha.removed"));
      while (!seen.take().equals("alpha false")) {
        // That of the file.
      }
    }
  }

  @Test
  void whatWasThereBeforeIsWatchedToo() throws Exception {
    Path alpha = Files.createDirectory(instances.resolve("alpha"));
    try (AutoCloseable listening = new SettingsChanges(root).add(told::add)) {
      AtomicFile.write(alpha.resolve("autostart"), "");
      assertThat(next()).isEqualTo(ALPHA);
    }
  }

  @Test
  void whatIsNoInstanceIsNotTold() throws Exception {
    try (AutoCloseable listening = new SettingsChanges(root).add(told::add)) {
      Files.writeString(instances.resolve(".alpha.lock"), "");
      Files.createDirectory(instances.resolve("Upper"));
      Files.createDirectory(instances.resolve("bravo"));
      assertThat(next()).isEqualTo(new InstanceName("bravo"));
    }
  }

  @Test
  void allWhoListenShareOneInstanceOfInotifyAndTheLastTakesItAlong() throws Exception {
    long before = Inotify.instances();
    SettingsChanges changes = new SettingsChanges(root);
    BlockingQueue<InstanceName> other = new LinkedBlockingQueue<>();
    AutoCloseable one = changes.add(told::add);
    AutoCloseable two = changes.add(other::add);
    assertThat(Inotify.instances()).isEqualTo(before + 1);
    one.close();
    Files.createDirectory(instances.resolve("alpha"));
    assertThat(other.poll(30, TimeUnit.SECONDS)).isEqualTo(ALPHA);
    assertThat(told).isEmpty();
    two.close();
    assertThat(Inotify.instances()).isEqualTo(before);
    try (AutoCloseable again = changes.add(told::add)) {
      Files.createDirectory(instances.resolve("bravo"));
      assertThat(next()).isEqualTo(new InstanceName("bravo"));
    }
  }

  /** Java keeps 512 events of a folder; who reads them is held up here. */
  @Test
  void afterMoreThanAreKeptNothingIsMissed() throws Exception {
    Path old = Files.createDirectory(instances.resolve("old"));
    Path mark = instances.resolve("i1999/autostart");
    BlockingQueue<InstanceName> marked = new LinkedBlockingQueue<>();
    CountDownLatch readOn = new CountDownLatch(1);
    try (AutoCloseable listening =
        new SettingsChanges(root)
            .add(
                name -> {
                  told.add(name);
                  await(readOn);
                  if (Files.exists(mark)) {
                    marked.add(name);
                  }
                })) {
      Files.createDirectory(instances.resolve("alpha"));
      assertThat(next()).isEqualTo(ALPHA);
      Files.delete(old);
      for (int i = 0; i < 2000; i++) {
        Files.createDirectory(instances.resolve("i" + i));
      }
      readOn.countDown();
      awaitTold(new InstanceName("old"), new InstanceName("i1999"));
      AtomicFile.write(mark, "");
      while (!marked.take().equals(new InstanceName("i1999"))) {
        // Of others.
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitTold(InstanceName... names) throws InterruptedException {
    Set<InstanceName> missing = new HashSet<>(List.of(names));
    while (!missing.isEmpty()) {
      missing.remove(next());
    }
  }

  /** As where memory is out: the next who listens is not to wait for a thread that is no more. */
  @Test
  void afterItsReaderDiedItBeginsAnewForWhoeverListensNext() throws Exception {
    SettingsChanges changes = new SettingsChanges(root);
    CompletableFuture<Thread> reader = new CompletableFuture<>();
    try (AutoCloseable first =
        changes.add(
            name -> {
              Thread current = Thread.currentThread();
              current.setUncaughtExceptionHandler((thread, error) -> {});
              if (reader.complete(current)) {
                throw new AssertionError("deliberate");
              }
            })) {
      Files.createDirectory(instances.resolve("alpha"));
      reader.get(30, TimeUnit.SECONDS).join();
      try (AutoCloseable second = changes.add(told::add)) {
        Files.createDirectory(instances.resolve("bravo"));
        assertThat(next()).isEqualTo(new InstanceName("bravo"));
      }
    }
  }

  /** As by an administrator who restores them from a copy. */
  @Test
  void thoseOfAFolderThatReplacesTheFirstAreTold() throws Exception {
    Files.createDirectory(instances.resolve("gone"));
    try (AutoCloseable listening = new SettingsChanges(root).add(told::add)) {
      Files.move(instances, root.resolve("instances.old"));
      awaitTold(new InstanceName("gone"));
      Path copy = Files.createDirectories(root.resolve("copy"));
      Files.createDirectory(copy.resolve("alpha"));
      Files.move(copy, instances);
      awaitTold(ALPHA);
      AtomicFile.write(instances.resolve("alpha/autostart"), "");
      awaitTold(ALPHA);
      Files.createDirectory(instances.resolve("bravo"));
      awaitTold(new InstanceName("bravo"));
    }
  }

  @Test
  void withoutAFolderNothingIsTold() throws Exception {
    Files.delete(instances);
    try (AutoCloseable listening = new SettingsChanges(root).add(told::add)) {
      assertThat(told).isEmpty();
    }
  }
}
