package left4me.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself: it only has subcommands. */
@Command(
    name = "l4d2ctl",
    description = "Runs the Left 4 Dead 2 servers of this host.",
    synopsisSubcommandLabel = "COMMAND",
    version = "l4d2ctl 0.1.0",
    subcommands = {
      HelpCommand.class,
      InitializeCommand.class,
      InstanceCommands.Start.class,
      InstanceCommands.Stop.class,
      InstanceCommands.Restart.class,
      InstanceCommands.Reset.class,
      InstanceCommands.Delete.class,
      ListCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      WatchCommand.class,
      ValidateCommand.class,
      AutostartCommand.class
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage"},
    footerHeading = "%nExamples:%n",
    footer = {
      "  l4d2ctl initialize alpha -f alpha.yaml",
      "  l4d2ctl start alpha bravo",
      "  l4d2ctl list",
      "  l4d2ctl logs -f alpha",
      "",
      "The manual is l4d2ctl(1)."
    })
final class L4d2ctl {

  private final Terminal terminal;
  private final Caller caller;
  private final Ending ending;

  @SuppressWarnings("unused") // picocli shows the help by itself
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @SuppressWarnings("unused") // picocli shows the version by itself
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print JSON, for programs; l4d2ctl(1) documents it.")
  private boolean json;

  L4d2ctl(Terminal terminal, Caller caller, Ending ending) {
    this.terminal = terminal;
    this.caller = caller;
    this.ending = ending;
  }

  Terminal terminal() {
    return terminal;
  }

  Caller caller() {
    return caller;
  }

  Ending ending() {
    return ending;
  }

  /** Sets whether a program reads what is printed, where picocli does not read the line. */
  void json(boolean wanted) {
    json = wanted;
  }

  /** Whether a program reads what is printed. */
  boolean json() {
    return json;
  }

  /**
   * Who is told what happens.
   *
   * @param several whether it happens to more than one instance
   */
  Report report(boolean several) {
    return json ? new JsonReport(terminal) : new PersonReport(terminal, several);
  }
}
