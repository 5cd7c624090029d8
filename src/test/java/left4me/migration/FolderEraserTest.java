package left4me.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import left4me.lab.Command;
import left4me.linux.Descriptor;
import left4me.linux.OpenHow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in a folder goes, and nothing else. */
@Timeout(60)
final class FolderEraserTest {

  private Path top;
  private Path kept;

  @BeforeEach
  void make(@TempDir Path folder) throws IOException {
    top = Files.createDirectory(folder.resolve("top"));
    kept = Files.createFile(Files.createDirectory(folder.resolve("elsewhere")).resolve("kept"));
  }

  private void empty() throws Exception {
    try (Descriptor folder =
        Descriptor.openAbsolute(top.toRealPath().toString(), OpenHow.FOLDER_ANYWHERE)) {
      FolderEraser.empty(folder);
    }
    assertThat(top).isEmptyDirectory();
    assertThat(kept).exists();
  }

  @Test
  void nothing() throws Exception {
    empty();
  }

  @Test
  void manyFilesAndFolders() throws Exception {
    for (int i = 0; i < 60; i++) {
      Path folder = Files.createDirectories(top.resolve("f" + i % 7).resolve("f" + i));
      for (int j = 0; j < 60; j++) {
        Files.createFile(folder.resolve("a-rather-long-name-" + j));
      }
    }
    empty();
  }

  /** Its path is longer than any that the kernel takes. */
  @Test
  void deeperThanAnyPath() throws Exception {
    Command.run(
            "perl",
            "-e",
            "chdir shift or die;"
                + " for (1 .. 3000) { mkdir 'd' or die; mkdir 'e'; open my $f, '>', 'f' or die;"
                + " chdir 'd' or die }",
            top.toString())
        .orFail();
    empty();
  }

  @Test
  void linksAndNotWhatTheyLeadTo() throws Exception {
    Path in = Files.createDirectories(top.resolve("a/b/c"));
    for (Path folder : List.of(top, in)) {
      Files.createSymbolicLink(folder.resolve("folder"), kept.getParent());
      Files.createSymbolicLink(folder.resolve("file"), kept);
      Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("/nowhere"));
      Files.createSymbolicLink(folder.resolve("up"), Path.of(".."));
      Files.createLink(folder.resolve("hard"), kept);
    }
    empty();
  }

  @Test
  void namesOfAnyBytes() throws Exception {
    Command.run(
            "perl",
            "-e",
            "chdir shift or die; for my $n (\"new\\nline\", \"\\xff\\xfe\", '...', '-rf', ' ', 'x' x 255) {"
                + " mkdir $n or die; mkdir \"$n/$n\" or die; open my $f, '>', \"$n/$n/$n\" or die }",
            top.toString())
        .orFail();
    empty();
  }

  /** As of one that was killed. */
  @Test
  void whatAnEarlierOneHasMovedUp() throws Exception {
    Files.createDirectories(top.resolve(".erase-00000000-0000-0000-0000-000000000000-0/a/b"));
    empty();
  }

  @Test
  void nothingStaysOpen() throws Exception {
    Files.createDirectories(top.resolve("a/b/c/d"));
    empty();
    long before = openFiles();
    Files.createDirectories(top.resolve("a/b/c/d"));
    empty();
    assertThat(openFiles()).isEqualTo(before);
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
