package left4me.cli;

import java.util.List;
import left4me.host.HostException;
import left4me.host.Left4meHost;
import left4me.host.Outcome;
import left4me.host.StepListener;
import left4me.instance.InstanceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that do one thing to each of the instances that they are given. */
final class InstanceCommands {

  private InstanceCommands() {}

  /** What they share. */
  abstract static class InstanceCommand extends HostCommand {

    private final String operation;

    @Parameters(
        arity = "1..*",
        paramLabel = "NAME",
        converter = InstanceNameConverter.class,
        description = "The instances.")
    private List<InstanceName> names;

    @SuppressWarnings("NullAway.Init") // picocli sets the field
    InstanceCommand(String operation) {
      this.operation = operation;
    }

    /** The same for these instances, where picocli does not read the line. */
    final InstanceCommand of(List<InstanceName> given) {
      names = given;
      return this;
    }

    /** Does it as user left4me. */
    abstract Outcome act(Left4meHost host, InstanceName name, StepListener listener)
        throws HostException, InterruptedException;

    /** Does as much of it as the units alone allow. Without the files most is refused. */
    Outcome actOnUnits(Left4meHost host, InstanceName name, StepListener listener)
        throws HostException, InterruptedException {
      return act(host, name, listener);
    }

    boolean verbose() {
      return false;
    }

    @Override
    int run(Left4meHost host) throws InterruptedException {
      Caller caller = program().caller();
      Each each = new Each(program(), operation).verbose(verbose());
      try (PolkitAgent agent = PolkitAgent.ask(caller, terminal().surroundings())) {
        return caller.ownsFiles()
            ? each.run(names, (name, listener) -> act(host, name, listener))
            : each.run(names, (name, listener) -> actOnUnits(host, name, listener));
      }
    }
  }

  /** What those share that systemd's part of works without the files. */
  abstract static class UnitCommand extends InstanceCommand {

    @Option(
        names = {"-v", "--verbose"},
        description = "Show what the server and the helper print meanwhile.")
    private boolean verbose;

    UnitCommand(String operation) {
      super(operation);
    }

    @Override
    boolean verbose() {
      return verbose;
    }
  }

  @Command(
      name = "start",
      description = "Start servers with their configuration; they come back after a reboot.",
      footerHeading = "%nExamples:%n",
      footer = {"  l4d2ctl start alpha bravo", "  l4d2ctl start --verbose alpha"})
  static final class Start extends UnitCommand {

    Start() {
      super("start");
    }

    @Override
    Outcome act(Left4meHost host, InstanceName name, StepListener listener)
        throws HostException, InterruptedException {
      return host.start(name, listener);
    }

    @Override
    Outcome actOnUnits(Left4meHost host, InstanceName name, StepListener listener)
        throws HostException, InterruptedException {
      return host.units().start(name, listener);
    }
  }

  @Command(
      name = "stop",
      description = "Stop servers; they no longer come back after a reboot.",
      footerHeading = "%nExample:%n",
      footer = {"  l4d2ctl stop alpha bravo"})
  static final class Stop extends UnitCommand {

    Stop() {
      super("stop");
    }

    @Override
    Outcome act(Left4meHost host, InstanceName name, StepListener listener)
        throws HostException, InterruptedException {
      return host.stop(name, listener);
    }

    @Override
    Outcome actOnUnits(Left4meHost host, InstanceName name, StepListener listener)
        throws HostException, InterruptedException {
      return host.units().stop(name, listener);
    }
  }

  @Command(
      name = "restart",
      description = "Stop servers and start them again with their configuration staged anew.",
      footerHeading = "%nExample:%n",
      footer = {"  l4d2ctl restart alpha"})
  static final class Restart extends UnitCommand {

    Restart() {
      super("restart");
    }

    @Override
    Outcome act(Left4meHost host, InstanceName name, StepListener listener)
        throws HostException, InterruptedException {
      return host.restart(name, listener);
    }

    @Override
    Outcome actOnUnits(Left4meHost host, InstanceName name, StepListener listener)
        throws HostException, InterruptedException {
      return host.units().restart(name, listener);
    }
  }

  @Command(
      name = "reset",
      description =
          "Stop servers and remove all that they wrote, with their settings; initialize them to begin"
              + " again.",
      footerHeading = "%nExamples:%n",
      footer = {"  l4d2ctl reset alpha", "  l4d2ctl initialize alpha -f alpha.yaml"})
  static final class Reset extends InstanceCommand {

    Reset() {
      super("reset");
    }

    @Override
    Outcome act(Left4meHost host, InstanceName name, StepListener listener)
        throws HostException, InterruptedException {
      return host.reset(name, listener);
    }
  }

  @Command(
      name = "delete",
      description = "Stop servers and remove the instances.",
      footerHeading = "%nExample:%n",
      footer = {"  l4d2ctl delete alpha bravo"})
  static final class Delete extends InstanceCommand {

    Delete() {
      super("delete");
    }

    @Override
    Outcome act(Left4meHost host, InstanceName name, StepListener listener)
        throws HostException, InterruptedException {
      return host.delete(name, listener);
    }
  }
}
