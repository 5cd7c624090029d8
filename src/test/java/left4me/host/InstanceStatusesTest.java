package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import left4me.instance.InstanceName;
import left4me.systemd.UnitName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which status is whose. */
final class InstanceStatusesTest {

  private static final InstanceName ALPHA = new InstanceName("alpha");
  private static final InstanceName BRAVO = new InstanceName("bravo");

  @TempDir Path root;

  /** As a web tier's collection of what its pages show. */
  @Test
  void namesThatAnotherThreadChangesMeanwhileAreThoseOfTheCall() throws Exception {
    List<InstanceName> names = new ArrayList<>(List.of(ALPHA, BRAVO));
    ScriptedSystemd systemd =
        new ScriptedSystemd() {
          @Override
          public List<UnitName> loaded(String template) {
            names.remove(ALPHA);
            return List.of(UnitNames.server(ALPHA), UnitNames.server(BRAVO));
          }
        };
    InstanceStatuses statuses = new InstanceStatuses(new Systemd(systemd), root);

    assertThat(statuses.of(names)).extracting(InstanceStatus::name).containsExactly(ALPHA, BRAVO);
  }
}
