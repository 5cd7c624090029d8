package left4me.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import left4me.host.HostException;
import left4me.instance.InstanceName;

/**
 * A command line of a command and names of instances alone, which is how most are.
 *
 * <p>It needs no picocli, whose model of all commands takes longer than all else of a run. It never
 * complains: what it does not take is left to picocli, with every word about it.
 *
 * @param command what to run, with its names
 * @param json whether a program reads what is printed
 */
record PlainLine(HostCommand command, boolean json) {

  private static final String JSON = "--json";

  /** Reads a line; empty if it is not that plain. */
  static Optional<PlainLine> read(String... words) {
    if (words.length == 0) {
      return Optional.empty();
    }
    boolean json = words.length > 1 && words[1].equals(JSON);
    List<InstanceName> names = new ArrayList<>();
    for (int i = json ? 2 : 1; i < words.length; i++) {
      if (!InstanceName.isValid(words[i])) {
        return Optional.empty();
      }
      names.add(new InstanceName(words[i]));
    }
    return command(words[0], names).map(command -> new PlainLine(command, json));
  }

  /**
   * Runs the command.
   *
   * @return the exit status
   */
  int run(L4d2ctl program, String operation) {
    program.json(json);
    try {
      return command.runFor(program);
    } catch (HostException | InterruptedException | RuntimeException failure) {
      return new Failures(program).tell(operation, failure);
    }
  }

  private static Optional<HostCommand> command(String word, List<InstanceName> names) {
    if (names.isEmpty()) {
      return switch (word) {
        case "autostart" -> Optional.of(new AutostartCommand());
        case "list" -> Optional.of(new ListCommand());
        case "status" -> Optional.of(new StatusCommand());
        case "watch" -> Optional.of(new WatchCommand());
        default -> Optional.empty();
      };
    }
    return switch (word) {
      case "start" -> Optional.of(new InstanceCommands.Start().of(names));
      case "stop" -> Optional.of(new InstanceCommands.Stop().of(names));
      case "restart" -> Optional.of(new InstanceCommands.Restart().of(names));
      case "reset" -> Optional.of(new InstanceCommands.Reset().of(names));
      case "delete" -> Optional.of(new InstanceCommands.Delete().of(names));
      case "status" -> Optional.of(new StatusCommand().of(names));
      case "watch" -> Optional.of(new WatchCommand().of(names));
      default -> Optional.empty();
    };
  }
}
