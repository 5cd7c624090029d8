package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import left4me.instance.InstanceName;
import left4me.systemd.UnitState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StopTest {

  private static final UnitState UP = new UnitState("active", "running");
  private static final UnitState FAILED = new UnitState("failed", "failed");

  @TempDir Path root;

  /** Else it would come up after the stop has said that it does not run. */
  @Test
  void takesAStartOutOfSystemdsQueue() throws Exception {
    var alpha = new ScriptedInstance(root, new UnitState("inactive", "dead", true));
    assertThat(new Stop(alpha.instance()).run()).isEqualTo(Outcome.DONE);
    assertThat(alpha.stopped()).containsExactly(UnitNames.server(new InstanceName("alpha")));
  }

  @Test
  void leavesAloneWhatIsInNoQueue() throws Exception {
    var alpha = new ScriptedInstance(root, UnitState.NOT_LOADED);
    assertThat(new Stop(alpha.instance()).run()).isEqualTo(Outcome.ALREADY_SO);
    assertThat(alpha.stopped()).isEmpty();
  }

  @Test
  void tellsOfAServerThatDidNotEndWell() throws Exception {
    var alpha = new ScriptedInstance(root, UP, FAILED);
    assertThat(new Stop(alpha.instance()).run()).isEqualTo(Outcome.DONE);
    assertThat(alpha.steps()).contains("It did not end well: 'exit-code'");
  }

  @Test
  void tellsNothingOfAFailureBefore() throws Exception {
    var alpha = new ScriptedInstance(root, new UnitState("failed", "failed", true), FAILED);
    assertThat(new Stop(alpha.instance()).run()).isEqualTo(Outcome.DONE);
    assertThat(alpha.steps()).noneMatch(step -> step.startsWith("It did not end"));
  }

  /** How it ended is asked for a person's sake. */
  @Test
  void isDoneThoughNobodyCanBeAskedHowItEnded() throws Exception {
    var alpha = new ScriptedInstance(root, UP);
    assertThat(new Stop(alpha.instance()).run()).isEqualTo(Outcome.DONE);
    assertThat(alpha.steps()).contains("Stopped, and its overlay is unmounted");
  }
}
