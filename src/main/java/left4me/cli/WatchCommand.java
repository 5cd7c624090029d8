package left4me.cli;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import left4me.host.HostException;
import left4me.host.InstanceStatus;
import left4me.host.Left4meHost;
import left4me.host.StatusWatch;
import left4me.instance.InstanceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows how instances do, and each change. */
@Command(
    name = "watch",
    description = "Show how instances do, then a line for each change, until Ctrl-C.",
    footerHeading = "%nExamples:%n",
    footer = {"  l4d2ctl watch", "  l4d2ctl watch alpha bravo", "  l4d2ctl watch --json"})
final class WatchCommand extends HostCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      converter = InstanceNameConverter.class,
      description = "The instances; all if none.")
  private List<InstanceName> names = List.of();

  private final Map<InstanceName, String> told = new HashMap<>();

  /** The same for these instances, where picocli does not read the line. */
  WatchCommand of(List<InstanceName> given) {
    names = given;
    return this;
  }

  @Override
  int run(Left4meHost host) throws HostException, InterruptedException {
    admitLess("servers that systemd does not know are shown once they start");
    complainOfUnknown(host);
    try (StatusWatch watch = host.watch()) {
      return new Streaming(program()).follow(watch::next, this::show);
    }
  }

  private void show(InstanceStatus status) {
    if (!names.isEmpty() && !names.contains(status.name())) {
      return;
    }
    Instant now = Instant.now();
    if (program().json()) {
      terminal().sayRaw(StatusJson.change(now, status));
    } else if (isNewToAPerson(status)) {
      terminal().say(StatusText.change(Times.second(now), status));
    }
  }

  /** Most of what changes in a status is in no line for a person: that would be the same again. */
  private boolean isNewToAPerson(InstanceStatus status) {
    String words = StatusText.change("", status).written(false);
    return !words.equals(told.put(status.name(), words));
  }

  /** It may come to be, but a name that was mistyped would be waited for in vain. */
  private void complainOfUnknown(Left4meHost host) throws HostException, InterruptedException {
    if (!names.isEmpty()) {
      host.statuses(names.stream().distinct().toList()).stream()
          .filter(status -> status.initialized().equals(Optional.of(false)))
          .filter(status -> status.activeState().equals("inactive"))
          .forEach(status -> noteAbsent(status.name()));
    }
  }
}
