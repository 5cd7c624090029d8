package left4me.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with a command line, and where the right one is to be found. */
final class UsageErrors implements IParameterExceptionHandler {

  private final Terminal terminal;

  UsageErrors(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    List<String> meant = List.of();
    String wrong = String.valueOf(e.getMessage());
    if (e instanceof UnmatchedArgumentException unmatched) {
      meant = unmatched.getSuggestions();
      wrong = unmatched(unmatched);
    }
    terminal.complain(wrong.lines().findFirst().orElse(""));
    terminal.hint(
        (meant.isEmpty() ? "" : "Did you mean " + String.join(" or ", meant) + "? ")
            + "Try '"
            + command
            + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String first = e.getUnmatched().getFirst();
    if (first.startsWith("-")) {
      return "there is no option '" + first + "'";
    }
    return e.getCommandLine().getParent() == null
        ? "there is no command '" + first + "'"
        : "'" + first + "' is too much";
  }
}
