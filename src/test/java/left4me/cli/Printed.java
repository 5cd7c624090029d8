package left4me.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A terminal, or none, of which a test reads what was written to it. */
final class Printed {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Terminal terminal;

  /**
   * @param terminals which streams are terminals: {@code in}, {@code out}, {@code err}
   */
  Printed(String terminals) {
    terminal =
        new Terminal(
            new Outlet(out), new Outlet(err), Surroundings.of(terminals, Map.of("TERM", "xterm")));
  }

  Terminal terminal() {
    return terminal;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
