package left4me.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import left4me.host.HostException;
import left4me.host.InstanceStatus;
import left4me.host.Left4meHost;
import left4me.instance.InstanceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Tells how instances do. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Tell how instances do; all of them if none is named.")
final class StatusCommand implements Callable<Integer> {

  @ParentCommand private L4d2ctl program;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "The instances.")
  private List<InstanceName> names = List.of();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  StatusCommand() {}

  @Override
  public Integer call() throws HostException, InterruptedException {
    try (Left4meHost host = program.caller().host()) {
      List<InstanceStatus> statuses = new ArrayList<>();
      for (InstanceName name : names.isEmpty() ? host.instances() : names) {
        statuses.add(host.status(name));
      }
      List<String> lines =
          names.size() == 1 ? StatusText.block(statuses.getFirst()) : StatusText.table(statuses);
      lines.forEach(program.terminal()::say);
    }
    return 0;
  }
}
