package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import left4me.linux.Descriptor;
import left4me.linux.OpenHow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that are large enough for more than one thread to look through them. */
final class TaintScanTest {

  private static final String MARK = "fuseoverlayfs.origin";

  @TempDir static Path upper;
  private static final List<Path> ENTRIES = new ArrayList<>();

  /** One large folder, many small ones, and a deep chain. */
  @BeforeAll
  static void makeTree() throws IOException {
    Path flat = Files.createDirectory(upper.resolve("flat"));
    ENTRIES.add(flat);
    for (int i = 0; i < 4000; i++) {
      ENTRIES.add(Files.createFile(flat.resolve("file-with-a-rather-long-name-" + i)));
    }
    for (int i = 0; i < 300; i++) {
      Path folder = Files.createDirectories(upper.resolve("wide/" + i % 17).resolve("" + i));
      ENTRIES.add(folder);
      for (int j = 0; j < 30; j++) {
        ENTRIES.add(Files.createFile(folder.resolve(i + "-" + j)));
      }
    }
    Path deep = upper;
    for (int i = 0; i < 200; i++) {
      deep = Files.createDirectory(deep.resolve("d"));
      ENTRIES.add(deep);
    }
  }

  private static void check() throws Exception {
    try (Descriptor folder = Descriptor.openAbsolute(upper.toString(), OpenHow.FOLDER_ANYWHERE)) {
      TaintScan.check(folder);
    }
  }

  @RepeatedTest(40)
  void whereverTheOnlyMarkIsItIsFound(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    Path marked = ENTRIES.get(random.nextInt(ENTRIES.size()));
    mark(marked);
    try {
      assertThatExceptionOfType(Refusal.class)
          .isThrownBy(TaintScanTest::check)
          .withMessageStartingWith(marked + " carries the attribute user." + MARK + " ");
    } finally {
      unmark(marked);
    }
  }

  @Test
  void marksEverywhereAreOneRefusal() throws IOException {
    for (Path entry : ENTRIES) {
      mark(entry);
    }
    try {
      assertThatExceptionOfType(Refusal.class)
          .isThrownBy(TaintScanTest::check)
          .withMessageContaining(" carries the attribute user." + MARK + " ");
    } finally {
      for (Path entry : ENTRIES) {
        unmark(entry);
      }
    }
  }

  @RepeatedTest(5)
  void aCleanTreeIsClean() throws IOException {
    Files.setAttribute(ENTRIES.getLast(), "user:other", "y".getBytes(StandardCharsets.US_ASCII));
    assertThatCode(TaintScanTest::check).doesNotThrowAnyException();
  }

  @Test
  void nothingStaysOpenAndTheWorkingDirectoryIsWhatItWas() throws Exception {
    check();
    Path here = Path.of("/proc/self/cwd").toRealPath();
    long open = openFiles();
    check();
    mark(ENTRIES.getFirst());
    try {
      assertThatExceptionOfType(Refusal.class).isThrownBy(TaintScanTest::check);
    } finally {
      unmark(ENTRIES.getFirst());
    }
    assertThat(openFiles()).isEqualTo(open);
    assertThat(Path.of("/proc/self/cwd").toRealPath()).isEqualTo(here);
  }

  private static long openFiles() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  private static void mark(Path entry) throws IOException {
    Files.setAttribute(entry, "user:" + MARK, "y".getBytes(StandardCharsets.US_ASCII));
  }

  private static void unmark(Path entry) throws IOException {
    Files.getFileAttributeView(entry, UserDefinedFileAttributeView.class).delete(MARK);
  }
}
