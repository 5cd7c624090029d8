package left4me.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import left4me.host.InstanceStatus;

/** Statuses in lines: one at length, several in a table. Pure. */
final class StatusText {

  private StatusText() {}

  /** One instance, a property a line. */
  static List<Line> block(InstanceStatus status) {
    Map<String, Span> properties = new LinkedHashMap<>();
    properties.put("Instance", new Span(Style.STRONG, status.name().value()));
    properties.put("Initialized", StatusWords.yesOrNo(status.initialized()));
    properties.put("State", StatusWords.state(status));
    properties.put(
        "Result", Span.plain(status.result().isEmpty() ? StatusWords.NOTHING : status.result()));
    status
        .failedCommand()
        .ifPresent(command -> properties.put("Failed", new Span(Style.BAD, command)));
    properties.put("Exit status", StatusWords.number(status.exitStatus(), StatusWords.NOTHING));
    properties.put("Port", StatusWords.port(status));
    properties.put("Main PID", StatusWords.pid(status));
    properties.put("Since", StatusWords.since(status));
    properties.put(
        "Invocation",
        Span.plain(status.invocation().isEmpty() ? StatusWords.NOTHING : status.invocation()));
    properties.put("Restarts", StatusWords.restarts(status));
    properties.put("At boot", StatusWords.atBoot(status));
    properties.put("Overlay", StatusWords.overlay(status));
    if (status.cpu().isPresent()) {
      properties.put("CPU", StatusWords.cpu(status));
    }
    if (status.memory().isPresent()) {
      properties.put("Memory", StatusWords.memory(status));
    }
    if (status.tasks().isPresent()) {
      properties.put("Tasks", StatusWords.tasks(status));
    }
    List<Line> lines = new ArrayList<>();
    properties.forEach(
        (key, value) -> lines.add(Line.of(Span.plain("%12s: ".formatted(key)), value)));
    return lines;
  }

  /** What there is, and whether it runs. */
  static List<Line> list(List<InstanceStatus> statuses) {
    return new Table<InstanceStatus>()
        .words("NAME", StatusWords::name)
        .words("STATE", StatusWords::state)
        .numbers("PORT", StatusWords::port)
        .words("AT BOOT", StatusWords::atBoot)
        .lines(statuses);
  }

  /** How they do. What the kernel accounts for is there if it does so for one of them. */
  static List<Line> table(List<InstanceStatus> statuses) {
    Table<InstanceStatus> table =
        new Table<InstanceStatus>()
            .words("NAME", StatusWords::name)
            .words("STATE", StatusWords::state)
            .numbers("PID", StatusWords::pid)
            .words("SINCE", StatusWords::since);
    if (statuses.stream().anyMatch(status -> status.cpu().isPresent())) {
      table.numbers("CPU", StatusWords::cpu);
    }
    if (statuses.stream().anyMatch(status -> status.memory().isPresent())) {
      table.numbers("MEMORY", StatusWords::memory);
    }
    if (statuses.stream().anyMatch(status -> status.tasks().isPresent())) {
      table.numbers("TASKS", StatusWords::tasks);
    }
    return table
        .numbers("RESTARTS", StatusWords::restarts)
        .words("AT BOOT", StatusWords::atBoot)
        .words("OVERLAY", StatusWords::overlay)
        .lines(statuses);
  }

  /** A change, or how it is to begin with. */
  static Line change(String time, InstanceStatus status) {
    List<Span> spans = new ArrayList<>();
    spans.add(new Span(Style.FAINT, time + " "));
    spans.add(new Span(Style.STRONG, status.name().value() + " "));
    spans.add(StatusWords.state(status));
    status.mainPid().ifPresent(pid -> spans.add(Span.plain(", process " + pid)));
    if (status.restarts() > 0) {
      spans.add(Span.plain(", restart " + status.restarts()));
    }
    status.failedCommand().ifPresent(command -> spans.add(Span.plain(", " + command)));
    return new Line(spans);
  }
}
