package left4me.bench;

import java.util.List;
import left4me.lab.Command;

/** What of a start is the library's own: all but the time in which systemd brings the unit up. */
final class ShareOfStart {

  private static final double MICROS_IN_A_MILLISECOND = 1000;
  private static final Target TARGET = Target.amount(Row.MILLISECONDS, 15, 8);

  private ShareOfStart() {}

  /** Adds the unit's own time of the start before, in milliseconds. */
  static Series unit(InTurn turns, Server server) {
    return turns.measured(() -> unitTime(server));
  }

  static Row row(String name, String what, Series start, Series unit) {
    String less = what + ", less the time from the unit's being asked to its being up";
    return Row.alone(name, less, start.minus(unit), TARGET);
  }

  /** From systemd's taking up the unit to its being active, on the clock of the machine. */
  private static double unitTime(Server server) throws Exception {
    return between(timestamps(server));
  }

  private static String timestamps(Server server) throws Exception {
    return Command.run(
            "systemctl",
            "show",
            "--property=InactiveExitTimestampMonotonic",
            "--property=ActiveEnterTimestampMonotonic",
            "left4me-server@" + server.name() + ".service")
        .orFail();
  }

  /** In whatever order systemd prints the two. */
  static double between(String properties) {
    List<String> lines = properties.lines().toList();
    long begin = timestamp(lines, "InactiveExitTimestampMonotonic=");
    return (timestamp(lines, "ActiveEnterTimestampMonotonic=") - begin) / MICROS_IN_A_MILLISECOND;
  }

  private static long timestamp(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.substring(key.length())))
        .findFirst()
        .orElseThrow();
  }
}
