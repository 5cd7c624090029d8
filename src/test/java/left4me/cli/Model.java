package left4me.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The program's own idea of its commands and options, without those that are hidden. */
public final class Model {

  private Model() {}

  static CommandLine program(Terminal terminal) {
    Caller caller = new Caller(Path.of("/nonexistent"), false);
    return FullLine.of(new L4d2ctl(terminal, caller, new Ending()));
  }

  /** The options of each command by its name, and under the empty name those of the program. */
  public static Map<String, Set<String>> options() {
    CommandLine program = program(new Printed("").terminal());
    Map<String, Set<String>> options = new TreeMap<>();
    options.put("", options(program));
    program
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!command.getCommandSpec().usageMessage().hidden()) {
                options.put(name, options(command));
              }
            });
    return options;
  }

  private static Set<String> options(CommandLine command) {
    Set<String> names = new TreeSet<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      names.addAll(Set.of(option.names()));
    }
    return names;
  }
}
