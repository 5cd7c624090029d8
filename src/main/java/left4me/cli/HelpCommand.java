package left4me.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what {@code --help} of a command shows. */
@Command(
    name = "help",
    helpCommand = true,
    description = "Show the help of a command.",
    footerHeading = "%nExample:%n",
    footer = "  l4d2ctl help start")
final class HelpCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command.")
  private @Nullable String command;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  HelpCommand() {}

  @Override
  public Integer call() {
    CommandLine program = spec.parent().commandLine();
    CommandLine asked = command == null ? program : program.getSubcommands().get(command);
    if (asked == null) {
      throw new ParameterException(program, "there is no command '" + command + "'");
    }
    asked.usage(program.getOut());
    return 0;
  }
}
