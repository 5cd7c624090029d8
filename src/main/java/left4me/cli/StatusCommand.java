package left4me.cli;

import java.util.List;
import java.util.Optional;
import left4me.host.HostException;
import left4me.host.InstanceStatus;
import left4me.host.Left4meHost;
import left4me.host.LogLine;
import left4me.instance.InstanceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells how instances do. */
@Command(
    name = "status",
    description = "Tell how instances do; all of them if none is named.",
    footerHeading = "%nExamples:%n",
    footer = {"  l4d2ctl status", "  l4d2ctl status alpha", "  l4d2ctl status --json alpha bravo"})
final class StatusCommand extends HostCommand {

  private static final int LAST_LINES = 10;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      converter = InstanceNameConverter.class,
      description = "The instances.")
  private List<InstanceName> names = List.of();

  /** The same for these instances, where picocli does not read the line. */
  StatusCommand of(List<InstanceName> given) {
    names = given;
    return this;
  }

  @Override
  int run(Left4meHost host) throws HostException, InterruptedException {
    List<InstanceName> asked = names.stream().distinct().toList();
    List<InstanceStatus> statuses = asked.isEmpty() ? host.list() : host.statuses(asked);
    if (program().json()) {
      terminal().sayRaw(StatusJson.array(statuses));
    } else if (asked.size() == 1) {
      terminal().say(StatusText.block(statuses.getFirst()));
      if (statuses.getFirst().failedCommand().isPresent()) {
        sayLastLines(host, statuses.getFirst());
      }
    } else {
      terminal().say(StatusText.table(statuses));
    }
    admitLess(
        asked.isEmpty()
            ? "only servers that systemd knows are told of, without their settings"
            : "what is in the instances' files is not told");
    return complainOfUnknown(statuses) ? 1 : 0;
  }

  /** Those of the run that failed: of the one before they would tell that all is well. */
  private void sayLastLines(Left4meHost host, InstanceStatus failed) throws InterruptedException {
    LogText text = new LogText(List.of(failed.name()));
    try {
      List<LogLine> lines = host.lastLines(failed, LAST_LINES);
      if (!lines.isEmpty()) {
        terminal().say("");
        lines.forEach(line -> terminal().say(text.line(line)));
      }
    } catch (HostException unreadable) {
      // The status was asked for, and told.
      terminal().complain("note: " + unreadable.getMessage());
    }
  }

  private boolean complainOfUnknown(List<InstanceStatus> statuses) {
    List<InstanceStatus> unknown =
        statuses.stream()
            .filter(status -> status.initialized().equals(Optional.of(false)))
            .filter(status -> status.activeState().equals("inactive"))
            .toList();
    unknown.forEach(
        status -> terminal().complain("status " + status.name() + ": there is no such instance"));
    return !unknown.isEmpty();
  }
}
