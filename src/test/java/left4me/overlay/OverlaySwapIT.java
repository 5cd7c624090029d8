package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import left4me.instance.MountTable;
import left4me.instance.MountTable.Mount;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mounting while the owner of the folders swaps one of them for a link to elsewhere and back, as
 * fast as he can. He may win in that nothing is mounted, and in nothing else.
 */
@Timeout(300)
class OverlaySwapIT {

  private static final int ATTEMPTS = 400;

  /** Far more than pass while the helper undoes a mount. */
  private static final int MOST_TRIES = 1_000_000;

  private InstanceFixture instance;
  private Path elsewhere;

  @BeforeEach
  void initialize() throws IOException {
    instance = InstalledHelper.instance();
    // All that a folder of the root could be swapped for, outside of it.
    elsewhere = Files.createTempDirectory(Path.of("/var/lib/left4me"), ".it-elsewhere-");
    for (String folder :
        List.of(
            "top",
            "upper",
            "work",
            "merged",
            "overlays/top",
            "alpha/upper",
            "alpha/work",
            "alpha/merged",
            "runtime/alpha/upper",
            "runtime/alpha/work",
            "runtime/alpha/merged",
            "instances/alpha")) {
      Files.createDirectories(elsewhere.resolve(folder));
    }
    for (String settings :
        List.of("instance.env", "alpha/instance.env", "instances/alpha/instance.env")) {
      Files.writeString(
          elsewhere.resolve(settings), "L4D2_LOWERDIRS=" + elsewhere.resolve("top") + "\n");
    }
    for (String layer : List.of("evil", "top/evil", "overlays/top/evil")) {
      Files.createFile(elsewhere.resolve(layer));
    }
  }

  @AfterEach
  void remove() throws IOException {
    InstalledHelper.remove(instance);
    InstanceFixture.command("rm", "-rf", "--one-file-system", elsewhere.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runtime",
        "runtime/alpha",
        "runtime/alpha/upper",
        "runtime/alpha/work",
        "runtime/alpha/merged",
        "instances",
        "instances/alpha",
        "instances/alpha/instance.env",
        "overlays",
        "overlays/top"
      })
  void neverLeadsAMountElsewhere(String path) throws Exception {
    try (Swapper swapper =
        new Swapper(instance.at(path), elsewhere.resolve(instance.at(path).getFileName()))) {
      int mounted = 0;
      int refused = 0;
      for (int i = 0; i < ATTEMPTS; i++) {
        int status = instance.run("mount", "alpha").status();
        swapper.pause();
        try {
          List<Mount> mounts = MountTable.ofThisProcess().atOrBelow(elsewhere);
          assertThat(mounts).isEmpty();
          if (status == 0) {
            mounted++;
            assertMountedAsItShould();
            instance.run("umount", "alpha").assertDone();
          } else {
            refused++;
          }
          assertThat(InstalledHelper.mountsIn(instance)).isEmpty();
        } finally {
          swapper.goOn();
        }
      }
      // Without both, the swaps did not hit what they were to hit.
      assertThat(mounted).isPositive();
      assertThat(refused).isPositive();
      assertThat(swapper.swaps()).isGreaterThan(ATTEMPTS);
    }
  }

  private void assertMountedAsItShould() throws IOException {
    assertThat(InstalledHelper.mountsIn(instance))
        .singleElement()
        .satisfies(
            mount -> {
              assertThat(mount.mountPoint())
                  .isEqualTo(instance.at("runtime/alpha/merged").toString());
              assertThat(mount.option("upperdir"))
                  .hasValue(instance.at("runtime/alpha/upper").toString());
            });
    Path merged = instance.at("runtime/alpha/merged");
    assertThat(merged.resolve("evil")).doesNotExist();
    Files.createFile(merged.resolve("written"));
    assertThat(instance.at("runtime/alpha/upper/written")).exists();
    Files.delete(merged.resolve("written"));
  }

  /** Swaps a path for a link and back, in a thread of its own. */
  private static final class Swapper implements AutoCloseable {

    private final Path path;
    private final Path aside;
    private final Path link;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Thread thread = new Thread(this::run, "swapper");
    private volatile boolean ended;
    private final AtomicInteger swaps = new AtomicInteger();
    private volatile @Nullable Exception failure;

    Swapper(Path path, Path target) throws IOException {
      this.path = path;
      this.aside = path.resolveSibling("aside");
      this.link = path.resolveSibling("link");
      Files.createSymbolicLink(link, target);
      thread.start();
    }

    /** Waits until everything is in its place, and keeps it there. */
    void pause() {
      turn.lock();
      assertThat(failure).isNull();
      assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
      assertThat(path).satisfies(each -> assertThat(Files.isSymbolicLink(each)).isFalse());
    }

    void goOn() {
      turn.unlock();
    }

    int swaps() {
      return swaps.get();
    }

    private void run() {
      try {
        while (!ended) {
          turn.lock();
          try {
            swap();
          } finally {
            turn.unlock();
          }
        }
      } catch (IOException | RuntimeException e) {
        failure = e;
      }
    }

    private void swap() throws IOException {
      if (!moves(path, aside)) {
        // It is a mount point now, and stays where it is.
        return;
      }
      moves(link, path);
      moves(path, link);
      for (int tries = 0; !moves(aside, path); tries++) {
        // It was mounted on while it was aside, until the helper sees that and undoes it.
        if (tries == MOST_TRIES) {
          throw new IOException(aside + " stays mounted");
        }
      }
      swaps.incrementAndGet();
    }

    private static boolean moves(Path from, Path to) throws IOException {
      try {
        // The bare rename: looking into the folder would keep a mount there busy.
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        return true;
      } catch (FileSystemException e) {
        if ("Device or resource busy".equals(e.getReason())) {
          return false;
        }
        throw e;
      }
    }

    @Override
    public void close() throws InterruptedException {
      ended = true;
      thread.join();
    }
  }
}
