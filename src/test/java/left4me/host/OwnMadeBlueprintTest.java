package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A blueprint that was not read from its text: the start would read another than was meant. */
final class OwnMadeBlueprintTest {

  @TempDir Path root;

  @Test
  void oneWithoutItsTextIsRefused() throws Exception {
    refused(new Blueprint(27015, List.of(), List.of(), List.of(), ""));
  }

  @Test
  void oneWithAnotherTextIsRefused() throws Exception {
    refused(new Blueprint(27015, List.of(), List.of("a"), List.of(), "port: 27015"));
  }

  /** The helper and the launcher take the first line of a key. */
  @Test
  void oneThatWouldWriteLinesOfItsOwnIsRefused() throws Exception {
    refused(new Blueprint(27015, List.of("a\nL4D2_LOWERDIRS=/x"), List.of(), List.of(), ""));
  }

  @Test
  void oneThatIsWhatItsTextSaysIsTaken() throws Exception {
    String text = "port: 27015\nconfig: [a]";
    Blueprint same = new Blueprint(27015, List.of(), List.of("a"), List.of(), text);
    try (Left4meHost host = Left4meHost.builder().root(root).build()) {
      assertThat(host.initialize(new InstanceName("alpha"), same, StepListener.NONE))
          .isEqualTo(Outcome.DONE);
    }
  }

  /** A path of its text may be written in several ways, and has one value. */
  @Test
  void theNormalFormOfAPathIsWhatItsTextSays() throws Exception {
    String text = "port: 27015\noverlays: [{path: ./maps/}]";
    try (Left4meHost host = Left4meHost.builder().root(root).build()) {
      assertThat(
              host.initialize(new InstanceName("alpha"), ofPath("maps", text), StepListener.NONE))
          .isEqualTo(Outcome.DONE);
      assertThat(root.resolve("instances/alpha/instance.env"))
          .content()
          .contains("=" + root + "/overlays/maps:");
    }
  }

  @Test
  void anotherFormOfAPathIsRefused() throws Exception {
    refused(ofPath("maps/", "port: 27015\noverlays: [{path: maps/}]"));
  }

  private static Blueprint ofPath(String path, String text) {
    Blueprint.Overlay overlay = new Blueprint.Overlay(path, Optional.empty());
    return new Blueprint(27015, List.of(), List.of(), List.of(overlay), text);
  }

  private void refused(Blueprint blueprint) throws Exception {
    try (Left4meHost host = Left4meHost.builder().root(root).build()) {
      assertThatThrownBy(
              () -> host.initialize(new InstanceName("alpha"), blueprint, StepListener.NONE))
          .isInstanceOf(BlueprintException.class)
          .hasMessageStartingWith("the blueprint's source:");
    }
    assertThat(root).isEmptyDirectory();
  }
}
