package left4me.cli;

import java.io.UncheckedIOException;
import java.util.Optional;
import left4me.host.HostException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what failed of a command as a whole, and gives the exit status for it. */
final class Failures implements IExecutionExceptionHandler {

  private final L4d2ctl program;

  Failures(L4d2ctl program) {
    this.program = program;
  }

  @Override
  public int handleExecutionException(
      Exception e, CommandLine commandLine, ParseResult parseResult) {
    return tell(commandLine.getCommandName(), e);
  }

  /**
   * Says what failed.
   *
   * @param operation the command
   * @return the exit status
   */
  int tell(String operation, Exception e) {
    Report report = program.report(false);
    switch (e) {
      case HostException failure -> report.failed(Optional.empty(), operation, failure);
      case InterruptedException interrupted -> report.interrupted(operation);
      case UncheckedIOException unreadable ->
          program.terminal().complain(operation + ": " + unreadable.getMessage());
      default -> e.printStackTrace(program.terminal().err().printer());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
