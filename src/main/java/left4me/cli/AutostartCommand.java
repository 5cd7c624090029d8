package left4me.cli;

import java.util.concurrent.Callable;
import left4me.host.HostException;
import left4me.host.Left4meHost;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Starts what ran before a reboot; for {@code left4me-autostart.service}. */
@Command(
    name = "autostart",
    mixinStandardHelpOptions = true,
    hidden = true,
    description = "Start the instances that are marked to come back after a reboot.")
final class AutostartCommand implements Callable<Integer> {

  @ParentCommand private L4d2ctl program;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  AutostartCommand() {}

  @Override
  public Integer call() throws HostException, InterruptedException {
    try (Left4meHost host = program.caller().host()) {
      return new Each(program.terminal()).run(host.marked(), host::start);
    }
  }
}
