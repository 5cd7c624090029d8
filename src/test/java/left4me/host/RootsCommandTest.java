package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the commands do is tested by {@code CureIT}; here is what no instance's name has. */
final class RootsCommandTest {

  @Test
  void aRootIsQuotedForTheShellAndForFind() {
    RootsCommand command = new RootsCommand(Path.of("/srv/it's [a] 5*?"));
    assertThat(command.give(Path.of("/srv/it's [a] 5*?/instances/.alpha.lock")))
        .isEqualTo(
            "find '/srv/it'\\''s [a] 5*?/instances' -xdev"
                + " -path '/srv/it'\\''s \\[a] 5\\*\\?/instances/.alpha.lock'"
                + " -execdir chown -h left4me:left4me {} +");
  }

  @Test
  void whatIsReachedThroughTheRootAloneIsNamed() {
    RootsCommand command = new RootsCommand(Path.of("/var/lib/left4me"));
    assertThat(command.give(Path.of("/var/lib/left4me/instances")))
        .isEqualTo("chown -h left4me:left4me /var/lib/left4me/instances");
  }
}
