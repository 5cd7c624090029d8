package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes back at boot, on the booted host: the unit that a boot starts, started by hand. */
final class AutostartIT {

  @BeforeEach
  void initialize() throws Exception {
    Path blueprint = Path.of("/tmp/autostart.yaml");
    Files.writeString(blueprint, "port: 27171\n");
    StandIn.installAsLeft4me();
    for (String name : new String[] {"boot-yes", "boot-no", "boot-bad"}) {
      Command.run("l4d2ctl", "initialize", name, "-f", blueprint.toString()).orFail();
    }
  }

  @AfterEach
  void delete() throws Exception {
    Command.run("systemctl", "stop", "left4me-autostart.service");
    Command.run("l4d2ctl", "delete", "boot-yes", "boot-no", "boot-bad").orFail();
  }

  private static String state(String name) throws Exception {
    return Command.run("systemctl", "is-active", "left4me-server@" + name + ".service")
        .out()
        .strip();
  }

  @Test
  void theUnitIsEnabledByTheInstallation() throws Exception {
    assertThat(Command.run("systemctl", "is-enabled", "left4me-autostart.service").out())
        .startsWith("enabled");
  }

  @Test
  void markedInstancesStartOthersDoNotAndABadOneHindersNone() throws Exception {
    Command.run("l4d2ctl", "start", "boot-yes", "boot-bad").orFail();
    Command.run("l4d2ctl", "start", "boot-no").orFail();
    Command.run("l4d2ctl", "stop", "boot-no").orFail();
    // As a shutdown does it: by systemd alone, so that the marks stay.
    Command.run("systemctl", "stop", "left4me-server@*.service").orFail();
    Files.delete(StandIn.ROOT.resolve("instances/boot-bad/server.cfg"));

    Command start = Command.run("systemctl", "start", "left4me-autostart.service");

    assertThat(start.status()).as("the bad one is said").isNotZero();
    Journald.sync();
    assertThat(Command.run("journalctl", "-u", "left4me-autostart.service").out())
        .contains("l4d2ctl: start boot-bad: it is not initialized");
    assertThat(state("boot-yes")).isEqualTo("active");
    assertThat(state("boot-no")).isEqualTo("inactive");
    assertThat(state("boot-bad")).isEqualTo("inactive");
  }

  @Test
  void theFolderOfTheServersIsWaitedFor() throws Exception {
    assertThat(
            Command.run("systemctl", "show", "-p", "RequiresMountsFor", "left4me-autostart.service")
                .out())
        .contains("/var/lib/left4me");
  }

  @Test
  void oneThatMayNotBeLookedIntoIsSaid() throws Exception {
    Command.run("l4d2ctl", "start", "boot-yes").orFail();
    Command.run("systemctl", "stop", "left4me-server@*.service").orFail();
    String settings = StandIn.ROOT.resolve("instances/boot-yes").toString();
    Command.run("chown", "root:root", settings).orFail();
    Command.run("chmod", "700", settings).orFail();
    try {
      assertThat(Command.run("systemctl", "start", "left4me-autostart.service").status())
          .isNotZero();
      Journald.sync();
      assertThat(Command.run("journalctl", "-u", "left4me-autostart.service").out())
          .contains("start boot-yes: " + settings);
    } finally {
      Command.run("chown", "left4me:left4me", settings).orFail();
    }
  }
}
