package left4me.migration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it says and does where it does not come to an instance. */
final class MigrationMainTest {

  private record Outcome(int status, String out, String err) {}

  private Path root;
  private Path written;
  private Path mark;

  @BeforeEach
  void make(@TempDir Path folder) throws IOException {
    root = folder.toRealPath();
    written =
        Files.createFile(
            Files.createDirectories(root.resolve("runtime/alpha/upper")).resolve("written"));
    mark = root.resolve(".kernel-overlay-migrated");
  }

  private Outcome run(String... args) throws IOException {
    return run(Map.of("LEFT4ME_ROOT", root.toString()), args);
  }

  private Outcome run(Map<String, String> environment, String... args) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = new MigrationMain(environment, out, err).run(args);
    assertThat(written).exists();
    return new Outcome(status, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void aHostThatIsMarkedIsLeftAsItIs() throws IOException {
    Files.createFile(mark);
    assertThat(run())
        .isEqualTo(
            new Outcome(0, "Nothing is done: this host is migrated, " + mark + " says\n", ""));
  }

  @Test
  void aMarkThatIsALinkIsRefused() throws IOException {
    Files.createSymbolicLink(mark, root.resolve("nowhere"));
    assertThat(run())
        .isEqualTo(
            new Outcome(1, "", "left4me-migrate: " + mark + " is a symbolic link; remove it\n"));
  }

  @Test
  void aMarkThatIsAFolderIsRefused() throws IOException {
    Files.createDirectory(mark);
    assertThat(run())
        .isEqualTo(new Outcome(1, "", "left4me-migrate: " + mark + " is not a file; remove it\n"));
  }

  @Test
  void wordsAreWrongUsage() throws IOException {
    assertThat(run("alpha")).isEqualTo(new Outcome(2, "", "usage: left4me-migrate\n"));
  }

  @Test
  void aRootThatIsNotThereIsSaid() throws IOException {
    assertThat(run(Map.of("LEFT4ME_ROOT", "/nowhere")))
        .isEqualTo(
            new Outcome(
                1, "", "left4me-migrate: /nowhere does not exist; there is nothing to migrate\n"));
    assertThat(run(Map.of("LEFT4ME_ROOT", "here")).err())
        .isEqualTo("left4me-migrate: LEFT4ME_ROOT is not an absolute path: 'here'\n");
  }
}
