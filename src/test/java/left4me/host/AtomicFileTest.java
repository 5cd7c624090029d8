package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {

  @TempDir Path folder;

  /** What cannot be written is a name that is too long, and has the rest stay as it was. */
  @Test
  void ofSeveralNoneIsReplacedBeforeAllAreWritten() throws Exception {
    Path first = Files.writeString(folder.resolve("first"), "old");
    SequencedMap<Path, String> texts = new LinkedHashMap<>();
    texts.put(first, "new");
    texts.put(folder.resolve("x".repeat(255)), "no room for the name beside it");

    assertThatThrownBy(() -> AtomicFile.write(folder, texts))
        .isInstanceOf(FileSystemException.class);

    assertThat(first).hasContent("old");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(first);
    }
  }

  @Test
  void replacesTheFileAndLeavesNothingBesideIt() throws Exception {
    Path file = Files.writeString(folder.resolve("spec.yaml"), "old and longer");
    AtomicFile.write(file, "new");
    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).containsExactly("spec.yaml");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
  }

  @Test
  void whatAWriterThatWasKilledLeftIsReplacedToo() throws Exception {
    Files.writeString(folder.resolve(".spec.yaml.new"), "half of something longer");
    AtomicFile.write(folder.resolve("spec.yaml"), "new");
    assertThat(folder.resolve("spec.yaml")).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("spec.yaml");
  }

  @Test
  void noLinkBesideTheFileIsFollowed() throws Exception {
    Path kept = Files.writeString(folder.resolve("kept"), "kept");
    Files.createSymbolicLink(folder.resolve(".spec.yaml.new"), kept);
    AtomicFile.write(folder.resolve("spec.yaml"), "new");
    assertThat(kept).hasContent("kept");
  }

  @Test
  void whatCannotBeReplacedStaysAsItWas() throws Exception {
    Path file = Files.createDirectories(folder.resolve("spec.yaml/full"));
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("spec.yaml"), "new"))
        .isInstanceOf(IOException.class);
    assertThat(file).isDirectory();
    assertThat(folder.toFile().list()).containsExactly("spec.yaml");
  }

  @Test
  void anEmptyFileReplacesWhatIsThereAndFollowsNoLink() throws Exception {
    Path kept = Files.writeString(folder.resolve("kept"), "kept");
    Path mark = Files.createSymbolicLink(folder.resolve("mark"), kept);
    Files.createSymbolicLink(folder.resolve(".mark.new"), kept);
    AtomicFile.writeEmpty(mark);
    assertThat(mark).isRegularFile().isEmptyFile();
    assertThat(Files.isSymbolicLink(mark)).isFalse();
    assertThat(kept).hasContent("kept");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("kept", "mark");
    assertThat(Files.getPosixFilePermissions(mark))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
  }
}
