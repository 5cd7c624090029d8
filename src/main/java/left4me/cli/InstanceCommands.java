package left4me.cli;

import java.util.List;
import java.util.concurrent.Callable;
import left4me.host.HostException;
import left4me.host.Left4meHost;
import left4me.host.StepListener;
import left4me.instance.InstanceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The commands that do one thing to each of the instances that they are given. */
final class InstanceCommands {

  private InstanceCommands() {}

  /** What they share: names, and a host that is closed at the end. */
  @Command(mixinStandardHelpOptions = true)
  abstract static class InstanceCommand implements Callable<Integer> {

    @ParentCommand private L4d2ctl program;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "The instances.")
    private List<InstanceName> names;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    InstanceCommand() {}

    /** Does it as user left4me. */
    abstract void act(Left4meHost host, InstanceName name, StepListener steps)
        throws HostException, InterruptedException;

    /** Does as much of it as the units alone allow. Without the files most is refused. */
    void actOnUnits(Left4meHost host, InstanceName name, StepListener steps)
        throws HostException, InterruptedException {
      act(host, name, steps);
    }

    @Override
    public Integer call() throws InterruptedException {
      try (Left4meHost host = program.caller().host()) {
        Each each = new Each(program.terminal());
        return program.caller().ownsFiles()
            ? each.run(names, (name, steps) -> act(host, name, steps))
            : each.run(names, (name, steps) -> actOnUnits(host, name, steps));
      }
    }
  }

  @Command(
      name = "start",
      description = "Start servers with their configuration; they come back after a reboot.")
  static final class Start extends InstanceCommand {
    @Override
    void act(Left4meHost host, InstanceName name, StepListener steps)
        throws HostException, InterruptedException {
      host.start(name, steps);
    }

    @Override
    void actOnUnits(Left4meHost host, InstanceName name, StepListener steps)
        throws HostException, InterruptedException {
      host.units().start(name, steps);
    }
  }

  @Command(name = "stop", description = "Stop servers; they no longer come back after a reboot.")
  static final class Stop extends InstanceCommand {
    @Override
    void act(Left4meHost host, InstanceName name, StepListener steps)
        throws HostException, InterruptedException {
      host.stop(name, steps);
    }

    @Override
    void actOnUnits(Left4meHost host, InstanceName name, StepListener steps)
        throws HostException, InterruptedException {
      host.units().stop(name, steps);
    }
  }

  @Command(
      name = "restart",
      description = "Stop servers and start them again with their configuration staged anew.")
  static final class Restart extends InstanceCommand {
    @Override
    void act(Left4meHost host, InstanceName name, StepListener steps)
        throws HostException, InterruptedException {
      host.restart(name, steps);
    }

    @Override
    void actOnUnits(Left4meHost host, InstanceName name, StepListener steps)
        throws HostException, InterruptedException {
      host.units().restart(name, steps);
    }
  }

  @Command(
      name = "reset",
      description =
          "Stop servers and remove all that they wrote, with their settings; initialize them to begin"
              + " again.")
  static final class Reset extends InstanceCommand {
    @Override
    void act(Left4meHost host, InstanceName name, StepListener steps)
        throws HostException, InterruptedException {
      host.reset(name, steps);
    }
  }

  @Command(name = "delete", description = "Stop servers and remove the instances.")
  static final class Delete extends InstanceCommand {
    @Override
    void act(Left4meHost host, InstanceName name, StepListener steps)
        throws HostException, InterruptedException {
      host.delete(name, steps);
    }
  }
}
