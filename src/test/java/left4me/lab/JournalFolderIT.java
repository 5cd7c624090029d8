package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The folder of the servers' journal, where there is none: on a copy of a host, or once removed.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class JournalFolderIT {

  @RegisterExtension static final CtlInstance SERVER = new CtlInstance("journal", 27147);

  @Test
  void whatJournaldMakesAnewIsReadableToLeft4me() throws Exception {
    Path folder =
        Path.of(
            "/var/log/journal", Files.readString(Path.of("/etc/machine-id")).strip() + ".left4me");
    // With its sockets, which would start it again for whoever speaks.
    Command.run(
            "systemctl",
            "stop",
            "systemd-journald@left4me.service",
            "systemd-journald@left4me.socket",
            "systemd-journald-varlink@left4me.socket")
        .orFail();
    Command.run("rm", "-r", folder.toString()).orFail();

    SERVER.run("start").orFail();
    assertThat(SERVER.hostname()).isNotEmpty();
    Command.run("journalctl", "--namespace=left4me", "--sync").orFail();

    assertThat(folder).isDirectory();
    assertThat(Command.loginAs("left4me", "l4d2ctl", "logs", SERVER.name()).orFail())
        .contains("servers successful");
  }
}
