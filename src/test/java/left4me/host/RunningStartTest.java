package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import left4me.systemd.UnitState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start of a server that runs, whatever became of its settings since. */
final class RunningStartTest {

  private static final UnitState RUNNING = new UnitState("active", "running", false);

  @TempDir Path root;

  private Path settings;

  @BeforeEach
  void initialize() throws Exception {
    Files.createDirectories(root.resolve("installation"));
    Instance down = new ScriptedInstance(root, UnitState.NOT_LOADED).instance();
    new Initialization(down).run(Blueprint.parse("port: 27015", "alpha.yaml"));
    settings = root.resolve("instances/alpha");
  }

  private ScriptedInstance start() throws Exception {
    ScriptedInstance running = new ScriptedInstance(root, RUNNING);
    assertThat(new Start(running.instance(), "start", new RecentBlueprints()).run())
        .isEqualTo(Outcome.ALREADY_SO);
    assertThat(settings.resolve("autostart")).exists();
    return running;
  }

  @Test
  void saysThatItRuns() throws Exception {
    assertThat(start().steps()).containsExactly("It runs already");
  }

  @Test
  void andWhatItsNextStartWouldBeRefusedFor() throws Exception {
    Files.writeString(settings.resolve("spec.yaml"), "port: many");
    assertThat(start().steps())
        .satisfiesExactly(
            step -> assertThat(step).isEqualTo("It runs already"),
            step ->
                assertThat(step)
                    .startsWith("Its next start would be refused: ")
                    .contains("spec.yaml:1"));
  }

  @Test
  void alsoIfThatIsGone() throws Exception {
    Files.delete(settings.resolve("spec.yaml"));
    assertThat(start().steps())
        .satisfiesExactly(
            step -> assertThat(step).isEqualTo("It runs already"),
            step -> assertThat(step).contains("it is not initialized"));
  }

  /** Nor could it be marked to come back. */
  @Test
  void isRefusedIfNothingIsLeftOfThem() throws Exception {
    new TreeRemoval(settings).remove();
    Instance running = new ScriptedInstance(root, RUNNING).instance();
    assertThatThrownBy(() -> new Start(running, "start", new RecentBlueprints()).run())
        .isInstanceOf(NotInitializedException.class);
    assertThat(settings).doesNotExist();
  }

  @Test
  void andOneThatDoesNotRunAsEver() throws Exception {
    Files.writeString(settings.resolve("spec.yaml"), "port: many");
    Instance down = new ScriptedInstance(root, UnitState.NOT_LOADED).instance();
    assertThatThrownBy(() -> new Start(down, "start", new RecentBlueprints()).run())
        .isInstanceOf(BlueprintException.class);
    assertThat(settings.resolve("autostart")).doesNotExist();
  }
}
