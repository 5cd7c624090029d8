package left4me.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command itself: it only has subcommands. */
@Command(
    name = "l4d2ctl",
    description = "Runs the Left 4 Dead 2 servers of this host.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    version = "l4d2ctl 0.1.0",
    subcommands = {
      HelpCommand.class,
      InitializeCommand.class,
      InstanceCommands.Start.class,
      InstanceCommands.Stop.class,
      InstanceCommands.Restart.class,
      InstanceCommands.Reset.class,
      InstanceCommands.Delete.class,
      StatusCommand.class,
      ValidateCommand.class,
      AutostartCommand.class
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  l4d2ctl initialize alpha -f alpha.yaml",
      "  l4d2ctl start alpha bravo",
      "  l4d2ctl status"
    })
final class L4d2ctl {

  private final Terminal terminal;
  private final Caller caller;

  L4d2ctl(Terminal terminal, Caller caller) {
    this.terminal = terminal;
    this.caller = caller;
  }

  Terminal terminal() {
    return terminal;
  }

  Caller caller() {
    return caller;
  }
}
