package left4me.cli;

import java.util.List;
import left4me.host.HostException;
import left4me.host.InstanceStatus;
import left4me.host.Left4meHost;
import picocli.CommandLine.Command;

/** Lists what there is. */
@Command(
    name = "list",
    description = "List all instances: whether they run, their ports, whether they come back.",
    footerHeading = "%nExamples:%n",
    footer = {"  l4d2ctl list", "  l4d2ctl list --json | jq -r '.[].instance'"})
final class ListCommand extends HostCommand {

  @Override
  int run(Left4meHost host) throws HostException, InterruptedException {
    List<InstanceStatus> statuses = host.list();
    if (program().json()) {
      terminal().sayRaw(StatusJson.array(statuses));
    } else {
      terminal().say(StatusText.list(statuses));
    }
    admitLess("only servers that systemd knows are listed, without their settings");
    return 0;
  }
}
