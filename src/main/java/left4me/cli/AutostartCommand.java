package left4me.cli;

import left4me.host.HostException;
import left4me.host.Left4meHost;
import picocli.CommandLine.Command;

/** Starts what ran before a reboot; for {@code left4me-autostart.service}. */
@Command(
    name = "autostart",
    hidden = true,
    description = "Start the instances that are marked to come back after a reboot.")
final class AutostartCommand extends HostCommand {

  @Override
  int run(Left4meHost host) throws HostException, InterruptedException {
    return new Each(program(), "start").run(host.marked(), host::start);
  }
}
