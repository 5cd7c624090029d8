package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import left4me.host.DropIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What left4me puts in the place of an instance's tree or settings after the helper has looked, and
 * before systemd binds them into the sandbox: no server runs in it or reads it. A second command
 * before the start does that here, each time.
 */
final class SwappedTreeIT {

  @RegisterExtension static final CtlInstance SERVER = new CtlInstance("swapped", 27149);

  private static final Path CLOSED = Path.of("/tmp/swapped-closed");

  private static String startAfter(String script) throws Exception {
    Files.createDirectories(CLOSED);
    Files.writeString(CLOSED.resolve("srcds_run"), "#!/bin/sh\ncat * >/dev/stdout\n");
    Files.writeString(CLOSED.resolve("instance.env"), "L4D2_PORT=27149\nL4D2_ARGS=\n");
    Command.run("chmod", "-R", "a+rx", CLOSED.toString()).orFail();
    Path commands = Files.writeString(Path.of("/tmp/swapped.sh"), "set -e\n" + script);
    try (DropIn swap =
        new DropIn(
            SERVER.unit(),
            "[Service]\nRestart=no\nExecStartPre=+/usr/bin/nsenter --mount=/proc/1/ns/mnt -- /bin/sh "
                + commands
                + "\n")) {
      DropIn.load();
      Command start = SERVER.run("start");
      assertThat(start.status()).isEqualTo(1);
      return start.err();
    } finally {
      DropIn.load();
      Command.run("rm", "-r", CLOSED.toString(), commands.toString()).orFail();
    }
  }

  @Test
  void aTreeThatLeadsElsewhereIsNotRunIn() throws Exception {
    Path runtime = SERVER.folders().runtime();
    Path away = runtime.resolveSibling("swapped-away");
    try {
      assertThat(
              startAfter(
                  "mv %1$s %2$s\nmkdir %1$s\nln -s %3$s %1$s/merged\n"
                      .formatted(runtime, away, CLOSED)))
          .contains("left4me-server: " + SERVER.folders().merged() + " leads elsewhere; remove it");
    } finally {
      Command.run("rm", "-r", runtime.toString()).orFail();
      Files.move(away, runtime);
      Command.run("systemctl", "start", "left4me-umount@swapped").orFail();
    }
  }

  @Test
  void settingsThatLeadElsewhereAreNotRead() throws Exception {
    Path settings = SERVER.folders().instanceEnv();
    assertThat(startAfter("ln -sf %s/instance.env %s\n".formatted(CLOSED, settings)))
        .contains("left4me-server: " + settings + " leads elsewhere; remove it");
  }

  @Test
  void settingsThatArePipesAreNotWaitedFor() throws Exception {
    Path settings = SERVER.folders().instanceEnv();
    assertThat(startAfter("rm %1$s\nmkfifo -m 666 %1$s\n".formatted(settings)))
        .contains("left4me-server: " + settings + " is not a file; remove it");
  }

  /** As where the instances are on a disk of their own: only the end of the path is then told. */
  @Test
  void settingsOnAFileSystemOfTheirOwnAreRead() throws Exception {
    String settings = SERVER.folders().settings().toString();
    Command.run("mount", "-t", "tmpfs", "-o", "uid=left4me,gid=left4me,mode=750", "it", settings)
        .orFail();
    try {
      SERVER.run("initialize", "-f", "/tmp/swapped.yaml").orFail();
      SERVER.run("start").orFail();
      assertThat(SERVER.hostname()).isNotEmpty();
      SERVER.run("stop").orFail();
    } finally {
      Command.run("umount", settings).orFail();
    }
  }
}
