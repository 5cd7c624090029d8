package left4me.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import left4me.host.InstanceStatus;

/** Statuses in words and columns. Pure. */
final class StatusText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.ROOT)
          .withZone(ZoneId.systemDefault());

  private static final List<String> COLUMNS =
      List.of("NAME", "STATE", "MAIN PID", "SINCE", "RESTARTS", "AT BOOT", "MOUNTED");

  private static final String NOTHING = "-";

  private StatusText() {}

  /** One instance, a property a line. */
  static List<String> block(InstanceStatus status) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("Instance", status.name().value());
    properties.put("Initialized", answer(status.initialized()));
    properties.put("State", state(status));
    properties.put("Result", status.result());
    properties.put(
        "Exit status",
        status.exitStatus().isPresent() ? "" + status.exitStatus().getAsInt() : NOTHING);
    properties.put("Main PID", pid(status));
    properties.put("Since", since(status));
    properties.put("Invocation", status.invocation().isEmpty() ? NOTHING : status.invocation());
    properties.put("Restarts", "" + status.restarts());
    properties.put("At boot", answer(status.comesBack()));
    properties.put("Overlay", status.mounted() ? "mounted" : "not mounted");
    status.cpu().ifPresent(cpu -> properties.put("CPU", cpu.toMillis() + " ms"));
    status.memory().ifPresent(bytes -> properties.put("Memory", (bytes >> 10) + " KiB"));
    status.tasks().ifPresent(tasks -> properties.put("Tasks", "" + tasks));
    return properties.entrySet().stream()
        .map(property -> "%12s: %s".formatted(property.getKey(), property.getValue()))
        .toList();
  }

  /** Several instances, one a line, under a heading. */
  static List<String> table(List<InstanceStatus> statuses) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    for (InstanceStatus status : statuses) {
      rows.add(
          List.of(
              status.name().value(),
              state(status),
              pid(status),
              since(status),
              "" + status.restarts(),
              answer(status.comesBack()),
              status.mounted() ? "yes" : "no"));
    }
    int[] widths = new int[COLUMNS.size()];
    rows.forEach(
        row -> Arrays.setAll(widths, column -> Math.max(widths[column], row.get(column).length())));
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
    }
    return line.toString().stripTrailing();
  }

  private static String state(InstanceStatus status) {
    String failure = status.activeState().equals("failed") ? ": " + status.result() : "";
    return status.activeState() + " (" + status.subState() + failure + ")";
  }

  private static String pid(InstanceStatus status) {
    return status.mainPid().isPresent() ? "" + status.mainPid().getAsLong() : NOTHING;
  }

  private static String since(InstanceStatus status) {
    return status.since().map(TIME::format).orElse(NOTHING);
  }

  private static String answer(Optional<Boolean> answer) {
    return answer.map(yes -> yes ? "yes" : "no").orElse("unknown (not user left4me)");
  }
}
