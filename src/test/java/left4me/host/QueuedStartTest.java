package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import left4me.systemd.UnitState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is down, and that somebody's start has in systemd's queue: it may be mounted at any
 * moment, and nothing is staged below that.
 */
final class QueuedStartTest {

  private static final UnitState QUEUED = new UnitState("inactive", "dead", true);

  @TempDir Path root;

  private Blueprint blueprint;
  private Path staged;

  @BeforeEach
  void initialize() throws Exception {
    blueprint = Blueprint.parse("port: 27015", "alpha.yaml");
    Files.createDirectories(root.resolve("installation"));
    staged = root.resolve("runtime/alpha/upper/left4dead2");
    Instance down = new ScriptedInstance(root, UnitState.NOT_LOADED).instance();
    assertThat(new Initialization(down).run(blueprint)).isEqualTo(Outcome.DONE);
    assertThat(staged).exists();
    new TreeRemoval(staged).remove();
  }

  @Test
  void isJoinedByAnother() throws Exception {
    Instance queued = new ScriptedInstance(root, QUEUED).instance();
    assertThat(new Start(queued, "start", new RecentBlueprints()).run())
        .isEqualTo(Outcome.ALREADY_SO);
    assertThat(staged).doesNotExist();
  }

  @Test
  void isNotChangedByAnInitialize() throws Exception {
    Instance queued = new ScriptedInstance(root, QUEUED).instance();
    assertThat(new Initialization(queued).run(blueprint)).isEqualTo(Outcome.AT_NEXT_START);
    assertThat(staged).doesNotExist();
  }

  @Test
  void norOneThatSomebodyStartsMeanwhile() throws Exception {
    UnitState running = new UnitState("active", "running", false);
    Instance started = new ScriptedInstance(root, UnitState.NOT_LOADED, running).instance();
    assertThat(new Initialization(started).run(blueprint)).isEqualTo(Outcome.AT_NEXT_START);
    assertThat(staged).doesNotExist();
  }
}
