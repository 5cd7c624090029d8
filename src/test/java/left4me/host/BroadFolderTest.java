package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder in which a server made so many files that the names alone are more than a process can
 * hold: with the heap of these, a tenth of them.
 */
final class BroadFolderTest {

  private static final String BLUEPRINT = "port: 27015\n";
  private static final int FILES = 60_000;

  @TempDir Path root;
  private InstanceFolders folders;

  @BeforeEach
  void initialize() throws Exception {
    folders = new InstanceFolders(root, new InstanceName("alpha"));
    new InstanceSettings(folders).write(Blueprint.parse(BLUEPRINT, "b"));
  }

  /** What is done in a process of its own, which has little memory. */
  enum Task {
    REMOVE {
      @Override
      void run(InstanceFolders folders) throws Exception {
        new TreeRemoval(folders.runtime()).remove();
      }
    },
    STAGE {
      @Override
      void run(InstanceFolders folders) throws Exception {
        new Staging(folders).stage(Blueprint.parse(BLUEPRINT, "b"));
      }
    };

    abstract void run(InstanceFolders folders) throws Exception;

    /** Runs one. */
    public static void main(String[] args) throws Exception {
      Task.valueOf(args[0]).run(new InstanceFolders(Path.of(args[1]), new InstanceName("alpha")));
    }

    String inLittleMemory(Path root) throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:+UseSerialGC",
                  "-Xmx8m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Task.class.getName(),
                  name(),
                  root.toString())
              .redirectErrorStream(true)
              .start();
      String said = process.inputReader().lines().toList().toString();
      return process.waitFor() + " " + said;
    }
  }

  /** Makes files with long names in a folder, and a folder with a file among them. */
  private static void fill(Path folder, String name) throws Exception {
    Files.createDirectories(folder);
    Process made =
        new ProcessBuilder(
                "perl",
                "-e",
                "for (1..$ARGV[0]) { open F, '>', sprintf $ARGV[1], $_ or die }",
                Integer.toString(FILES),
                name)
            .directory(folder.toFile())
            .start();
    assertThat(made.waitFor()).isZero();
    Files.createFile(Files.createDirectory(folder.resolve("folder")).resolve("file"));
  }

  @Test
  void isRemoved() throws Exception {
    fill(folders.upper().resolve("below"), "%0200d");
    assertThat(Task.REMOVE.inLittleMemory(root)).isEqualTo("0 []");
    assertThat(folders.runtime()).doesNotExist();
  }

  @Test
  void isRemovedWhereItIsTheTopOne() throws Exception {
    fill(folders.runtime(), "%0200d");
    assertThat(Task.REMOVE.inLittleMemory(root)).isEqualTo("0 []");
    assertThat(folders.runtime()).doesNotExist();
  }

  @Test
  void isStagedInto() throws Exception {
    Path config = folders.upper().resolve("left4dead2/cfg");
    fill(config, "server_%0200d.cfg");
    Files.createFile(config.resolve(".server_gone.cfg.new"));
    assertThat(Task.STAGE.inLittleMemory(root)).isEqualTo("0 []");
    try (var left = Files.list(config)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("server.cfg", "folder");
    }
  }
}
