package left4me.host;

import left4me.lab.StandIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * What the tests on the booted host as user left4me share: the game, and one host for all of a
 * class.
 */
@Tag("as-left4me")
abstract class BootedHost {

  static Left4meHost host = Left4meHost.builder().build();

  @BeforeAll
  static void open() throws Exception {
    StandIn.install();
    host = Left4meHost.builder().build();
  }

  @AfterAll
  static void close() {
    host.close();
  }
}
