package left4me.lab;

import static left4me.lab.FuseEraHost.ALPHA;
import static left4me.lab.FuseEraHost.BETA;
import static left4me.lab.FuseEraHost.MARK;
import static left4me.lab.FuseEraHost.asLeft4me;
import static left4me.lab.FuseEraHost.assertDone;
import static left4me.lab.FuseEraHost.migrate;
import static left4me.lab.FuseEraHost.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems in user space that never answer: root asks none of them anything. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MigrationFuseIT {

  @RegisterExtension static final FuseEraHost HOST = new FuseEraHost();

  private static final Path FOLDERS = Path.of("/srv/it-fuse");

  /** One that is mounted; to be closed by ending it and unmounting it. */
  private record Mounted(Path at, Process daemon) implements AutoCloseable {

    static Mounted at(Path at) throws Exception {
      shell("cd " + FOLDERS + " && mkdir -p lower/alpha/upper upper work");
      String options =
          "allow_other,lowerdir=%1$s/lower,upperdir=%1$s/upper,workdir=%1$s/work"
              .formatted(FOLDERS);
      Process daemon =
          new ProcessBuilder("fuse-overlayfs", "-f", "-o", options, at.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      shell("timeout 20 sh -c 'until grep -q \" " + at + " fuse\" /proc/mounts; do :; done'");
      return new Mounted(at, daemon);
    }

    void fallSilent() throws Exception {
      shell("kill -STOP " + daemon.pid());
    }

    /** Whoever asked it is told that nobody is there. */
    @Override
    public void close() throws Exception {
      daemon.destroyForcibly().waitFor();
      shell("! grep -q ' " + at + " fuse' /proc/mounts || umount --lazy " + at);
    }
  }

  @BeforeEach
  void makeFolder() throws Exception {
    shell("mkdir " + FOLDERS);
  }

  @AfterEach
  void remove() throws Exception {
    shell("rm -rf --one-file-system " + FOLDERS);
  }

  /** By itself, as its unit has it wait for an hour. */
  private static Command run() throws Exception {
    Command command =
        Command.run("timeout", "--kill-after=1", "20", "/usr/libexec/left4me/left4me-migrate");
    assertThat(command.status()).as(command.toString()).isEqualTo(1);
    return command;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/runtime", "/instances"})
  void aroundTheInstances(String folder) throws Exception {
    Path at = Path.of(StandIn.ROOT + folder);
    try (Mounted fuse = Mounted.at(at)) {
      fuse.fallSilent();
      Command refused = run();
      assertThat(refused.err().lines().findFirst())
          .contains("left4me-migrate: " + at + " is on FUSE, which may never answer; umount " + at);
      assertThat(refused.out()).isEmpty();
    }
    // Not before: this asks it.
    assertThat(MARK).doesNotExist();
    assertThat(ALPHA.resolve("upper/written")).exists();
    assertDone(migrate());
  }

  /** Each instance is reached from what was looked at in the beginning. */
  @Test
  void aroundTheInstancesWhileItRuns() throws Exception {
    Path trace = FOLDERS.resolve("trace");
    Process migration =
        new ProcessBuilder(
                "strace",
                "-f",
                "-qq",
                "-o",
                trace + "",
                "-e",
                "trace=mkdirat",
                "-e",
                "inject=mkdirat:signal=STOP:when=1",
                "/usr/libexec/left4me/left4me-migrate")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    shell("timeout 60 sh -c 'until grep -q \"stopped by SIGSTOP\" " + trace + "; do :; done'");
    try (Mounted fuse = Mounted.at(StandIn.ROOT.resolve("runtime"))) {
      fuse.fallSilent();
      shell("kill -CONT $(sed -n 's/ .*stopped by SIGSTOP.*//p' " + trace + " | head -n 1)");
      assertThat(migration.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(migration.exitValue()).isZero();
    } finally {
      migration.destroyForcibly();
    }
    assertThat(MARK).exists();
    assertThat(BETA.resolve("upper")).isEmptyDirectory();
  }

  @Test
  void aroundAnotherMount() throws Exception {
    Path merged = ALPHA.resolve("merged");
    try (Mounted fuse = Mounted.at(merged)) {
      Path inside = Files.createDirectory(merged.resolve("inside"));
      shell("cd " + FOLDERS + " && mount -t overlay -o lowerdir=lower:upper inside " + inside);
      fuse.fallSilent();
      Command refused = run();
      assertThat(refused.err().lines().findFirst())
          .contains(
              "left4me-migrate: "
                  + inside
                  + " is mounted inside of FUSE, which may never answer; umount it, or if that does"
                  + " not end, umount --lazy "
                  + merged);
      assertThat(refused.out()).isEqualTo("beta: upper and work emptied\n");
      assertThat(ALPHA.resolve("upper/written")).exists();
      assertThat(MARK).doesNotExist();
    }
    assertDone(migrate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"merged", "upper", "work", "."})
  void inAnInstance(String folder) throws Exception {
    try (Mounted fuse = Mounted.at(ALPHA.resolve(folder).normalize())) {
      fuse.fallSilent();
      assertDone(migrate());
    }
    assertThat(ALPHA.resolve("upper")).isEmptyDirectory();
    assertThat(BETA.resolve("upper")).isEmptyDirectory();
  }

  @Test
  void inPlaceOfTheMark() throws Exception {
    asLeft4me("touch " + MARK);
    shell("touch " + FOLDERS + "/file");
    shell("mount --bind " + FOLDERS + "/file " + MARK);
    try {
      assertThat(Command.run("/usr/libexec/left4me/left4me-migrate").err())
          .isEqualTo(
              "left4me-migrate: "
                  + MARK
                  + " is on another mount than the folder it is in; unmount it there\n");
      assertThat(ALPHA.resolve("upper/written")).exists();
    } finally {
      shell("umount " + MARK);
    }
  }
}
