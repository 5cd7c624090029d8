package left4me.lab;

import static left4me.lab.FuseEraHost.ALPHA;
import static left4me.lab.FuseEraHost.MARK;
import static left4me.lab.FuseEraHost.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the migration asks of the kernel, told by strace(1). */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MigrationTraceIT {

  @RegisterExtension static final FuseEraHost HOST = new FuseEraHost();

  private static final Path TRACES = Path.of("/run/it-trace");

  /** By the root once, and then by an open folder and one name, through no link. */
  private static final Pattern SAFE =
      pattern(
          "openat2\\(AT_FDCWD(<[^>]*>)?, \"/var/lib/left4me\", .*RESOLVE_NO_MAGICLINKS.*"
              + "|openat2\\(OPEN, \"[^\"]*\", .*RESOLVE_NO_MAGICLINKS\\|RESOLVE_NO_SYMLINKS\\|RESOLVE_BENEATH.*"
              + "|(unlinkat|mkdirat)\\(OPEN, \"[^\"/]*\", .*"
              + "|renameat2\\(OPEN, \"[^\"/]*\", OPEN, \"[^\"/]*\", 0\\).*"
              + "|umount2\\(\"/proc/thread-self/fd/\\d+/[^\"/]*\", UMOUNT_NOFOLLOW\\).*"
              + "|statx\\(OPEN, \"\", .*AT_EMPTY_PATH.*"
              + "|readlinkat\\(AT_FDCWD(<[^>]*>)?, \"/proc/.*"
              + "|(fsync|syncfs)\\(OPEN\\).*");

  private static Pattern pattern(String text) {
    return Pattern.compile(text.replace("OPEN", "\\d+<[^>]*>"));
  }

  /** What the thread that does it has asked for. */
  private static List<String> trace() throws Exception {
    shell("rm -rf " + TRACES + " && mkdir " + TRACES);
    shell("mkdir -p " + ALPHA + "/upper/a/b/c/d && touch " + ALPHA + "/upper/a/b/file");
    shell("/usr/libexec/left4me/left4me-overlay mount alpha");
    Command.run(
            "strace",
            "-ff",
            "-y",
            "-s",
            "4096",
            "-o",
            TRACES + "/of",
            "-e",
            "trace=%file,openat2,umount2,fsync,syncfs",
            "/usr/libexec/left4me/left4me-migrate")
        .orFail();
    try (Stream<Path> traces = Files.list(TRACES)) {
      for (Path each : traces.toList()) {
        List<String> lines = Files.readAllLines(each, StandardCharsets.ISO_8859_1);
        if (lines.stream().anyMatch(line -> line.startsWith("syncfs("))) {
          return lines;
        }
      }
    }
    throw new AssertionError("none of the threads has done it");
  }

  @AfterEach
  void remove() throws Exception {
    shell("rm -rf " + TRACES);
  }

  @Test
  void nothingIsReachedByAPathButTheRoot() throws Exception {
    List<String> touches =
        trace().stream()
            .filter(line -> line.contains("/var/lib/left4me") || line.startsWith("umount2("))
            .toList();
    for (String call : List.of("openat2", "unlinkat", "renameat2", "mkdirat", "umount2")) {
      assertThat(touches).as(call).anyMatch(line -> line.startsWith(call + "("));
    }
    assertThat(touches).allMatch(line -> SAFE.matcher(line).matches());
  }

  /** A power loss at any moment leaves no mark of what is not done. */
  @Test
  void theMarkIsLeftWhenAllElseIsOnTheDisk() throws Exception {
    List<String> lines = trace();
    int mark = first(lines, "openat2(", MARK.getFileName() + "\", {flags=O_WRONLY|O_CREAT|O_EXCL");
    String beta = "/runtime/beta>";
    assertThat(last(lines, "unlinkat(", beta)).isLessThan(last(lines, "mkdirat(", beta));
    assertThat(last(lines, "mkdirat(", beta)).isLessThan(last(lines, "syncfs(", ""));
    assertThat(last(lines, "syncfs(", "")).isLessThan(mark);
    int file = first(lines, "fsync(", MARK + ">");
    assertThat(file).isGreaterThan(mark);
    int marked = last(lines, "fsync(", MARK.getParent() + ">");
    assertThat(marked).isGreaterThan(file);
    assertThat(first(lines, "unlinkat(", ".part")).as("the notes").isGreaterThan(marked);
    assertThat(lines.stream().filter(line -> line.startsWith("syncfs("))).hasSize(2);
  }

  /** A power loss at any moment leaves no word that an instance is done of one that is not. */
  @Test
  void thatAnInstanceIsDoneIsNotedWhenItIsOnTheDisk() throws Exception {
    List<String> lines = trace();
    int noted = first(lines, "mkdirat(", MARK.getFileName() + ".part>, \"alpha\"");
    assertThat(first(lines, "syncfs(", "")).isLessThan(noted);
    assertThat(first(lines, "fsync(", ".part>")).isGreaterThan(noted);
    assertThat(first(lines, "fsync(", MARK.getParent() + ">")).as("their folder").isLessThan(noted);
  }

  private static int first(List<String> lines, String begin, String part) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(begin) && lines.get(i).contains(part)) {
        return i;
      }
    }
    throw new AssertionError("no " + begin + " of " + part + " in " + lines);
  }

  private static int last(List<String> lines, String begin, String part) {
    return lines.size() - 1 - first(lines.reversed(), begin, part);
  }
}
