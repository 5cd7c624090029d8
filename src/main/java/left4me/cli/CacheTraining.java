package left4me.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs what people wait for, one command after the other, so that the Java machine notes which
 * classes that needs: {@code make-l4d2ctl-cache} makes the cache of that. Nobody else runs this.
 *
 * <p>It is as harmless as its commands are. None of them asks systemd for a change, as the one
 * server that they name does not run; with no bus at all they fail, and less is noted.
 */
final class CacheTraining {

  private static final String NAME = "training-of-the-cache";

  // No more than people wait for: each class in the cache costs a little of every start.
  private static final String[] LINES = {
    "status " + NAME,
    "status",
    "status --json",
    "list",
    "stop " + NAME,
    "delete " + NAME,
    "start " + NAME
  };

  private CacheTraining() {}

  /**
   * Runs them.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Caller caller = Caller.ofThisProcess();
    // As at a terminal, which has a little more to show.
    Surroundings surroundings = new Surroundings(false, true, true, true, true);
    Terminal real = Terminal.ofThisProcess();
    Terminal terminal = new Terminal(real.out(), real.err(), surroundings);
    run(terminal, caller, "initialize", NAME, "--file", blueprint(caller.root()).toString());
    for (String line : LINES) {
      run(terminal, caller, line.split(" ", -1));
    }
    System.exit(0);
  }

  private static void run(Terminal terminal, Caller caller, String... words) {
    int status = Main.run(new L4d2ctl(terminal, caller, new Ending()), words);
    terminal.say(String.join(" ", words) + ": " + status);
  }

  private static Path blueprint(Path root) {
    try {
      return Files.writeString(
          root.resolve("training.yaml"), "port: 27015\nconfig: [hostname a]\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
