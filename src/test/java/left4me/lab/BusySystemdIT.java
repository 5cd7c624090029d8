package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import left4me.host.DropIn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A start while systemd answers nobody, on the booted host: it does so while its generators run,
 * which somebody's {@code daemon-reload} has it do.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BusySystemdIT {

  @RegisterExtension static final CtlInstance SERVER = new CtlInstance("busy", 27143);

  private static final Path GENERATORS = Path.of("/run/systemd/system-generators");

  @BeforeEach
  void stageTheConfiguration() throws Exception {
    SERVER.run("start").orFail();
    SERVER.run("stop").orFail();
  }

  @Test
  void theGameRunsBeforeSystemdHasHeardOfIt() throws Exception {
    try (Turnstile launcher = new Turnstile();
        DropIn dropIn = new DropIn(SERVER.unit(), heldUpBy(launcher))) {
      DropIn.load();
      Process start = systemctl("start", SERVER.unit());
      launcher.awaitArrival();
      Process reload = reloadUntil(launcher);

      assertThat(reload.waitFor()).isZero();
      assertThat(start.waitFor()).isZero();
    }
  }

  /** A reload in the middle of which the launcher goes on. */
  private static Process reloadUntil(Turnstile launcher) throws Exception {
    try (Turnstile generator = new Turnstile()) {
      Path program = Files.createDirectories(GENERATORS).resolve("it-busy");
      Files.writeString(program, "#!/bin/sh\n" + generator.commands() + "\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
      try {
        Process reload = systemctl("daemon-reload");
        generator.awaitArrival();
        try {
          launcher.letPass();

          assertThat(SERVER.hostname()).isNotEmpty();
          assertThat(reload.isAlive()).as("systemd is still busy").isTrue();
        } finally {
          generator.letPass();
        }
        return reload;
      } finally {
        Files.delete(program);
      }
    }
  }

  /** The unit with a launcher that waits at its begin. */
  private static String heldUpBy(Turnstile turnstile) {
    return """
        [Service]
        BindReadOnlyPaths=%s
        ExecStart=
        ExecStart=/bin/sh -c '%s; exec /usr/libexec/left4me/left4me-server %%i'
        """
        .formatted(turnstile.folder(), turnstile.commands());
  }

  private static Process systemctl(String... words) throws IOException {
    String[] command = new String[words.length + 1];
    command[0] = "systemctl";
    System.arraycopy(words, 0, command, 1, words.length);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
