package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TreeRemovalTest {

  @TempDir Path parent;

  @Test
  void removesTheWholeTree() throws Exception {
    Path tree = Files.createDirectories(parent.resolve("alpha/upper/deep/er"));
    Files.writeString(tree.resolve("file"), "x");
    new TreeRemoval(parent.resolve("alpha")).remove();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void whatIsNotThereIsNoError() throws Exception {
    new TreeRemoval(parent.resolve("alpha")).remove();
    new TreeRemoval(parent.resolve("none/alpha")).remove();
  }

  @Test
  void followsNoLink() throws Exception {
    Path kept = Files.createDirectories(parent.resolve("kept"));
    Files.writeString(kept.resolve("file"), "x");
    Path tree = Files.createDirectories(parent.resolve("alpha"));
    Files.createSymbolicLink(tree.resolve("link"), kept);
    new TreeRemoval(tree).remove();
    assertThat(kept.resolve("file")).hasContent("x");
    assertThat(tree).doesNotExist();
  }

  @Test
  void aLinkInPlaceOfTheTreeGoesAndWhatItLeadsToStays() throws Exception {
    Path kept = Files.createDirectories(parent.resolve("kept"));
    Files.writeString(kept.resolve("file"), "x");
    Path link = Files.createSymbolicLink(parent.resolve("alpha"), kept);
    new TreeRemoval(link).remove();
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(kept.resolve("file")).hasContent("x");
  }

  @Test
  void aParentThatIsALinkIsRefused() throws Exception {
    Path real = Files.createDirectories(parent.resolve("real/alpha"));
    Path link = Files.createSymbolicLink(parent.resolve("runtime"), parent.resolve("real"));
    assertThatThrownBy(() -> new TreeRemoval(link.resolve("alpha")).remove())
        .isInstanceOf(InstanceFilesException.class);
    assertThat(real).isDirectory();
  }

  @Test
  void aRemovalThatWasCutShortIsCompleted() throws Exception {
    Files.createDirectories(parent.resolve(".alpha.removed/upper"));
    TreeRemoval removal = new TreeRemoval(parent.resolve("alpha"));
    assertThat(removal.isNeeded()).isTrue();
    Files.createDirectories(parent.resolve("alpha/upper"));
    removal.remove();
    assertThat(parent).isEmptyDirectory();
  }

  /** A server can make a tree that is deeper than a stack, and than any path. */
  @Test
  void aTreeDeeperThanAnyPathIsRemoved() throws Exception {
    Path tree = Files.createDirectories(parent.resolve("alpha/upper"));
    Process deep =
        new ProcessBuilder(
                "perl", "-e", "for (1..8000) { mkdir 'd'; open F, '>', 'f'; chdir 'd' or die }")
            .directory(tree.toFile())
            .start();
    assertThat(deep.waitFor()).isZero();
    new TreeRemoval(parent.resolve("alpha")).remove();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aFolderThatItsOwnerMayNotReadIsRemoved() throws Exception {
    Path closed = Files.createDirectories(parent.resolve("alpha/closed"));
    Files.writeString(closed.resolve("file"), "x");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    new TreeRemoval(parent.resolve("alpha")).remove();
    assertThat(parent).isEmptyDirectory();
  }
}
