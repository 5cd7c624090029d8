package left4me.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import left4me.host.HostException;
import left4me.host.InstanceStatus;
import left4me.host.Left4meHost;
import left4me.host.LogLine;
import left4me.host.LogRequest;
import left4me.host.LogStream;
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

  private static final int LAST_LINES = 10;

  @ParentCommand private L4d2ctl program;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "The instances.")
  private List<InstanceName> names = List.of();

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  StatusCommand() {}

  @Override
  public Integer call() throws HostException, InterruptedException {
    try (Left4meHost host = program.caller().host()) {
      List<InstanceStatus> statuses = names.isEmpty() ? host.list() : host.statuses(names);
      List<String> lines =
          names.size() == 1 ? StatusText.block(statuses.getFirst()) : StatusText.table(statuses);
      lines.forEach(program.terminal()::say);
      if (names.size() == 1 && statuses.getFirst().failedCommand().isPresent()) {
        program.terminal().say("");
        try (LogStream log = host.logs(names.getFirst(), LogRequest.last(LAST_LINES))) {
          for (Optional<LogLine> line = log.next(); line.isPresent(); line = log.next()) {
            program.terminal().say(line.get().text());
          }
        }
      }
    }
    return 0;
  }
}
