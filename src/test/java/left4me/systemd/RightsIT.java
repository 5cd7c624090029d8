package left4me.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A user without rights, and one whom polkit gives just the start of a unit. */
@Timeout(300)
class RightsIT {

  private static final Path RULE = Path.of("/etc/polkit-1/rules.d/10-l4m-it.rules");

  private final RuntimeUnits units = new RuntimeUnits("rights");

  @AfterEach
  void clean() throws Exception {
    if (Files.deleteIfExists(RULE)) {
      RuntimeUnits.run("systemctl", "restart", "polkit.service");
    }
    units.remove();
  }

  @Test
  void tellsThatPolkitWantsAPassword() throws Exception {
    UnitName unit = units.service("a", "Type=exec", RuntimeUnits.FOREVER);
    units.load();

    assertThat(RightsClient.run("start", unit)).isEqualTo("denied, password would help: true");
    // Allowed to ask, but there is nobody to ask.
    assertThat(RightsClient.run("prompt", unit)).startsWith("denied, password would help:");
    assertThat(RightsClient.run("status", unit)).isEqualTo("inactive");
  }

  @Test
  void cancelsItsOwnJobWithoutTheRightToCancel() throws Exception {
    UnitName unit = units.service("slow", "Type=oneshot", RuntimeUnits.FOREVER);
    units.load();
    Files.writeString(
        RULE,
        """
        polkit.addRule(function(action, subject) {
          if (action.id == "org.freedesktop.systemd1.manage-units" && subject.user == "nobody") {
            return action.lookup("unit") == "%s" && action.lookup("verb") == "start"
                ? polkit.Result.YES : polkit.Result.NO;
          }
        });
        """
            .formatted(unit));
    RuntimeUnits.run("chmod", "0644", RULE.toString());
    // It would see the file by itself, some time.
    RuntimeUnits.run("systemctl", "restart", "polkit.service");

    assertThat(RightsClient.run("start-cancel", unit)).isEqualTo("true canceled");

    try (ServiceManager root = ServiceManager.connect(SystemdSettings.systemBus())) {
      Job running = root.start(unit);
      // It joins root's job, and then owns it as well.
      assertThat(RightsClient.run("start-cancel", unit)).isEqualTo("true canceled");
      assertThat(running.await(Duration.ofSeconds(60))).isEqualTo(JobResult.CANCELED);
    }
  }
}
