package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What umount does where nothing is mounted: it removes {@code work/work}, and nothing else. */
class NothingMountedTest {

  private InstanceFixture instance;
  private Path leftover;

  @BeforeEach
  void initialize(@TempDir Path root) throws IOException {
    instance = InstanceFixture.in(root);
    leftover = instance.at("runtime/alpha/work/work");
  }

  @Test
  void doesNothingWhereThereIsNothing() throws IOException {
    List<String> before = instance.snapshot();
    instance.run("umount", "alpha").assertDone();
    instance.run("umount", "beta").assertDone();
    assertThat(instance.snapshot()).isEqualTo(before);
    InstanceFixture.run(Map.of("LEFT4ME_ROOT", "/nowhere"), "umount", "alpha").assertDone();
  }

  @ParameterizedTest
  @ValueSource(strings = {"runtime", "runtime/alpha", "runtime/alpha/work", "runtime/alpha/merged"})
  void doesNothingWhereAFolderIsMissing(String path) throws IOException {
    instance.remove(path);
    List<String> before = instance.snapshot();
    instance.run("umount", "alpha").assertDone();
    assertThat(instance.snapshot()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"runtime", "runtime/alpha", "runtime/alpha/work", "runtime/alpha/merged"})
  void refusesALinkInTheWay(String path) throws IOException {
    Files.createDirectory(leftover);
    instance.replaceByLink(path);
    List<String> before = instance.snapshot();
    assertThat(instance.run("umount", "alpha").refusal())
        .isEqualTo(instance.at(path) + " is a symbolic link; replace it by what it stands for");
    assertThat(instance.snapshot()).isEqualTo(before);
  }

  @Test
  void removesAnEmptyLeftover() throws IOException {
    Files.createDirectory(leftover);
    instance.run("umount", "alpha").assertDone();
    assertOnlyTheLeftoverIsGone();
  }

  @Test
  void removesALeftoverWithContentAndNothingThatItsLinksLeadTo() throws IOException {
    Path outside = Files.createDirectories(instance.at("overlays/top/outside"));
    Files.createFile(outside.resolve("keep"));
    Path deep = leftover;
    for (int i = 0; i < 300; i++) {
      deep = Files.createDirectories(deep.resolve("d"));
      Files.createFile(deep.resolve("f"));
    }
    Files.createSymbolicLink(leftover.resolve("link"), outside);
    Files.createSymbolicLink(deep.resolve("link"), outside);
    Files.createDirectories(leftover.resolve("a/b"));
    Files.createDirectories(leftover.resolve("a/c"));
    instance.run("umount", "alpha").assertDone();
    assertThat(outside.resolve("keep")).exists();
    assertOnlyTheLeftoverIsGone();
  }

  @Test
  void removesALinkInItsPlaceAndNotWhereItLeads() throws IOException {
    Path outside = Files.createDirectories(instance.at("overlays/top/outside"));
    Files.createFile(outside.resolve("keep"));
    Files.createSymbolicLink(leftover, outside);
    instance.run("umount", "alpha").assertDone();
    assertThat(outside.resolve("keep")).exists();
    assertOnlyTheLeftoverIsGone();
  }

  @Test
  void leavesWhatIsBesideTheLeftover() throws IOException {
    Files.createDirectory(leftover);
    Path beside = Files.createFile(leftover.resolveSibling("other"));
    instance.run("umount", "alpha").assertDone();
    assertThat(beside).exists();
  }

  @Test
  void leavesTheLeftoverWhenItOnlyPrints() throws IOException {
    Files.createDirectory(leftover);
    List<String> before = instance.snapshot();
    assertThat(instance.print("umount", "alpha").status()).isZero();
    assertThat(instance.snapshot()).isEqualTo(before);
  }

  private void assertOnlyTheLeftoverIsGone() {
    assertThat(leftover).doesNotExist();
    for (String folder : List.of("upper", "work", "merged")) {
      assertThat(instance.at("runtime/alpha/" + folder)).isEmptyDirectory();
    }
  }
}
