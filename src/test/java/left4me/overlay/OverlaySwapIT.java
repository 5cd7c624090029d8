package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import left4me.instance.MountTable;
import left4me.instance.MountTable.Mount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mounting while the owner of the folders swaps one of them as fast as he can, in two processes:
 * one for a link to elsewhere and back, one for an empty folder and back. He may win in that
 * nothing is mounted, and in nothing else.
 */
@Timeout(600)
class OverlaySwapIT {

  private static final int ATTEMPTS = 150;
  private static final int SWAPS = 20_000;

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
            "instances/alpha",
            "installation")) {
      Files.createDirectories(elsewhere.resolve(folder));
    }
    for (String settings :
        List.of("instance.env", "alpha/instance.env", "instances/alpha/instance.env")) {
      Files.writeString(
          elsewhere.resolve(settings), "L4D2_LOWERDIRS=" + elsewhere.resolve("top") + "\n");
    }
    for (String layer : List.of("evil", "top/evil", "overlays/top/evil", "installation/evil")) {
      Files.createFile(elsewhere.resolve(layer));
    }
  }

  @AfterEach
  void remove() throws IOException {
    InstalledHelper.remove(instance);
    InstanceFixture.command("rm", "-rf", "--one-file-system", elsewhere.toString());
  }

  static Stream<Arguments> components() {
    List<Arguments> components = new ArrayList<>();
    for (String path :
        List.of(
            "runtime",
            "runtime/alpha",
            "runtime/alpha/upper",
            "runtime/alpha/work",
            "runtime/alpha/merged",
            "instances",
            "instances/alpha",
            "instances/alpha/instance.env",
            "installation",
            "overlays",
            "overlays/top")) {
      for (MountWay way : MountWay.values()) {
        components.add(Arguments.of(path, way));
      }
    }
    return components.stream();
  }

  @ParameterizedTest
  @MethodSource("components")
  void neverLeadsAMountElsewhere(String component, MountWay way) throws Exception {
    instance.force(InstalledHelper.known(way));
    Path path = instance.at(component);
    Path link = path.resolveSibling("link");
    Path folder = Files.createDirectory(path.resolveSibling("folder"));
    Files.createSymbolicLink(link, elsewhere.resolve(path.getFileName()));
    Object linkKey = Swapper.key(link);
    Object folderKey = Swapper.key(folder);
    int mounted = 0;
    int attempts = 0;
    try (Swapper links = new Swapper(path, link);
        Swapper folders = new Swapper(path, folder)) {
      while (attempts < ATTEMPTS || links.swaps() < SWAPS || folders.swaps() < SWAPS) {
        int status = instance.run("mount", "alpha").status();
        attempts++;
        links.pause();
        folders.pause();
        // Where something is mounted the names are as they have to be, and cannot be changed.
        if (!component.endsWith("merged")) {
          putBack(links, linkKey, folders, folderKey);
        }
        assertThat(MountTable.ofThisProcess().atOrBelow(elsewhere)).isEmpty();
        if (status == 0) {
          mounted++;
          assertMountedAsItShould();
          instance.run("umount", "alpha").assertDone();
        }
        assertThat(InstalledHelper.mountsIn(instance)).isEmpty();
        putBack(links, linkKey, folders, folderKey);
        links.goOn();
        folders.goOn();
      }
    }
    // Without both, the swaps did not hit what they were to hit.
    assertThat(mounted).isPositive().isLessThan(attempts);
  }

  /** The two have the first name in common, so that each may hold what is the other's. */
  private static void putBack(Swapper links, Object linkKey, Swapper folders, Object folderKey)
      throws IOException {
    for (int i = 0; i < 2; i++) {
      links.putBack(linkKey);
      folders.putBack(folderKey);
    }
  }

  private void assertMountedAsItShould() throws IOException {
    List<Mount> mounts = InstalledHelper.mountsIn(instance);
    assertThat(mounts).hasSize(1);
    assertThat(mounts.getFirst().mountPoint())
        .isEqualTo(instance.at("runtime/alpha/merged").toString());
    Path merged = instance.at("runtime/alpha/merged");
    assertThat(merged.resolve("evil")).doesNotExist();
    Files.createFile(merged.resolve("written"));
    List<Path> written = new ArrayList<>();
    for (String upper : List.of("upper", "folder", "link")) {
      written.add(instance.at("runtime/alpha").resolve(upper).resolve("written"));
    }
    assertThat(written).filteredOn(Files::exists).hasSize(1);
    Files.delete(merged.resolve("written"));
  }
}
