package left4me.cli;

import left4me.host.HostException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what failed, and gives the exit status for it. */
final class Failures implements IExecutionExceptionHandler {

  private final Terminal terminal;

  Failures(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parseResult)
      throws Exception {
    switch (e) {
      case HostException failure -> terminal.complain(failure.getMessage());
      case InterruptedException interrupted ->
          terminal.complain("interrupted; what was asked of systemd was withdrawn");
      default -> throw e;
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
