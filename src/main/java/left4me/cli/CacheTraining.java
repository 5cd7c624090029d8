package left4me.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import left4me.host.InstanceStatus;
import left4me.instance.InstanceName;

/**
 * Runs what people wait for, one command after the other, so that the Java machine notes which
 * classes that needs: {@code make-l4d2ctl-cache} makes the cache of that. Nobody else runs this.
 *
 * <p>It is as harmless as its commands are. None of them asks systemd for a change, as the one
 * server that they name does not run; with no bus at all they fail, and less is noted.
 */
final class CacheTraining {

  private static final String NAME = "training-of-the-cache";

  // No more than people wait for: each class in the cache costs a little of every start. And none
  // that picocli reads: its classes are of Java 5, which no cache takes, and for one here that
  // names them Java would open picocli at every start.
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
    Ending ending = new Ending();
    ending.interrupt(Thread.currentThread());
    try {
      train(terminal, caller, ending);
    } finally {
      ending.commandIsDone();
    }
    System.exit(0);
  }

  private static void train(Terminal terminal, Caller caller, Ending ending) {
    int initialized = initialize(new L4d2ctl(terminal, caller, ending));
    terminal.say("initialize: " + initialized);
    for (String line : LINES) {
      int status = Main.run(new L4d2ctl(terminal, caller, ending), line.split(" ", -1));
      terminal.say(line + ": " + status);
    }
    showOneThatRuns(terminal);
  }

  /** What most are asked for, and what there is none of here. */
  private static void showOneThatRuns(Terminal terminal) {
    InstanceStatus status =
        new InstanceStatus(
            new InstanceName(NAME),
            Optional.of(true),
            OptionalInt.of(27015),
            "active",
            "running",
            "success",
            Optional.empty(),
            OptionalInt.empty(),
            OptionalLong.of(4711),
            Optional.of(Instant.EPOCH),
            "0123456789abcdef0123456789abcdef",
            0,
            Optional.of(true),
            true,
            Optional.of(Duration.ofMillis(7_089)),
            OptionalLong.of(300 << 20),
            OptionalLong.of(23));
    terminal.say(StatusText.block(status));
    terminal.say(StatusText.table(List.of(status)));
    terminal.say(StatusText.list(List.of(status)));
  }

  private static int initialize(L4d2ctl program) {
    String file = blueprint(program.caller().root()).toString();
    HostCommand command = new InitializeCommand().of(new InstanceName(NAME), file);
    return new PlainLine(command, false).run(program, "initialize");
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
