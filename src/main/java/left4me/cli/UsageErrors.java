package left4me.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
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
        : refusal(e.getCommandLine().getCommandSpec(), first).orElse("'" + first + "' is too much");
  }

  /**
   * What is wrong with a word for the parameter that takes as many as there are. To picocli, one
   * that the parameter's converter refuses is one that no parameter takes, but for the first of
   * those that have to be there.
   */
  private static Optional<String> refusal(CommandSpec command, String word) {
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      if (parameter.arity().isVariable()) {
        for (ITypeConverter<?> converter : parameter.converters()) {
          try {
            converter.convert(word);
          } catch (Exception refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
          }
        }
      }
    }
    return Optional.empty();
  }
}
