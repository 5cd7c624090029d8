package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import left4me.instance.InstanceName;
import left4me.lab.StandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many statuses in one go, on the booted host, as user left4me. */
@Timeout(180)
final class ListIT extends BootedHost {

  @Test
  void allInstancesAreListedSortedAndAsTheyAre() throws Exception {
    try (LabInstance down = new LabInstance(host, "list-b-down");
        LabInstance up = new LabInstance(host, "list-a-up")) {
      down.initialize(StandIn.blueprint(27231));
      up.initialize(StandIn.blueprint(27232));
      up.start();
      List<InstanceStatus> list = host.list();
      assertThat(list)
          .extracting(status -> status.name() + " " + status.activeState())
          .containsExactly("list-a-up active", "list-b-down inactive");
      InstanceStatus running = list.getFirst();
      InstanceStatus alone = up.status();
      assertThat(running.mainPid()).isEqualTo(alone.mainPid()).isPresent();
      assertThat(running.invocation()).isEqualTo(alone.invocation());
      assertThat(running.mounted()).isTrue();
      assertThat(running.comesBack()).hasValue(true);
      assertThat(running.port()).hasValue(27232);
      assertThat(list.getLast().mounted()).isFalse();
      assertThat(list.getLast().comesBack()).hasValue(false);
      assertThat(list.getLast().port()).hasValue(27231);
    }
  }

  @Test
  void statusesComeInTheOrderOfTheirNamesAlsoOfUnknownOnes() throws Exception {
    try (LabInstance up = new LabInstance(host, "list-known")) {
      up.initialize(StandIn.blueprint(27233));
      up.start();
      List<InstanceName> names =
          List.of(new InstanceName("list-none"), up.name(), new InstanceName("list-none-either"));
      List<InstanceStatus> statuses = host.statuses(names);
      assertThat(statuses).extracting(InstanceStatus::name).isEqualTo(names);
      assertThat(statuses)
          .extracting(InstanceStatus::activeState)
          .containsExactly("inactive", "active", "inactive");
      assertThat(statuses.getFirst().initialized()).isEqualTo(Optional.of(false));
      assertThat(host.statuses(List.of())).isEmpty();
    }
  }

  @Test
  void aServerThatRunsWithoutItsSettingsIsListedToo() throws Exception {
    try (LabInstance up = new LabInstance(host, "list-orphan")) {
      up.initialize(StandIn.blueprint(27234));
      up.start();
      Files.delete(up.folders().instanceEnv());
      assertThat(host.list())
          .anySatisfy(
              status -> {
                assertThat(status.name()).isEqualTo(up.name());
                assertThat(status.activeState()).isEqualTo("active");
                assertThat(status.initialized()).isEqualTo(Optional.of(false));
              });
    }
  }
}
