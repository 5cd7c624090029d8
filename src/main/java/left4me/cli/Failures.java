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
  public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parseResult)
      throws Exception {
    Report report = program.report(false);
    String operation = commandLine.getCommandName();
    switch (e) {
      case HostException failure -> report.failed(Optional.empty(), operation, failure);
      case InterruptedException interrupted -> report.interrupted(operation);
      case UncheckedIOException unreadable ->
          program.terminal().complain(operation + ": " + unreadable.getMessage());
      default -> throw e;
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
