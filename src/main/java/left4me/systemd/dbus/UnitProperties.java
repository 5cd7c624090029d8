package left4me.systemd.dbus;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import left4me.systemd.CommandRun;
import left4me.systemd.ProcessEnd;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/**
 * Reads a status out of the properties of a unit, as GetAll returns them.
 *
 * <p>A property that is missing, or of another type than it had, reads as empty: other systemds
 * have other properties.
 *
 * @param properties the values by name, in variants
 */
record UnitProperties(Map<?, ?> properties) {

  UnitStatus status(UnitName unit) {
    return new UnitStatus(
        unit,
        text("LoadState"),
        loadError(),
        text("ActiveState"),
        text("SubState"),
        text("Result"),
        number("MainPID"),
        processEnd(number("ExecMainCode"), number("ExecMainStatus")),
        instant("StateChangeTimestamp"),
        invocation(),
        number("NRestarts"),
        accounted("MemoryCurrent"),
        accounted("CPUUsageNSec"),
        accounted("TasksCurrent"),
        job(),
        commands());
  }

  private @Nullable Object value(String name) {
    return properties.get(name) instanceof Variant<?> variant ? variant.getValue() : null;
  }

  private String text(String name) {
    return value(name) instanceof String text ? text : "";
  }

  private long number(String name) {
    return value(name) instanceof Number number ? number.longValue() : 0;
  }

  /** {@code LoadError (ss)}: the name of a D-Bus error and its text; both empty if all is well. */
  private Optional<String> loadError() {
    if (value("LoadError") instanceof Object[] pair
        && pair.length == 2
        && pair[0] instanceof String name
        && !name.isEmpty()) {
      return Optional.of(pair[1] + " (" + name + ")");
    }
    return Optional.empty();
  }

  /** Microseconds since 1970; 0 for never. */
  private Optional<Instant> instant(String name) {
    return instant(value(name));
  }

  private static Optional<Instant> instant(@Nullable Object micros) {
    if (micros instanceof Number number && number.longValue() != 0) {
      return Optional.of(Instant.EPOCH.plus(number.longValue(), ChronoUnit.MICROS));
    }
    return Optional.empty();
  }

  /** A counter of the control group; 2^64-1 means that nobody counts. */
  private OptionalLong accounted(String name) {
    if (value(name) instanceof UInt64 counter && counter.value().bitLength() < Long.SIZE) {
      return OptionalLong.of(counter.longValue());
    }
    return OptionalLong.empty();
  }

  /** {@code InvocationID ay}: 16 bytes, or none. */
  private String invocation() {
    if (value("InvocationID") instanceof List<?> bytes) {
      byte[] id = new byte[bytes.size()];
      for (int i = 0; i < id.length; i++) {
        id[i] = bytes.get(i) instanceof Byte b ? b : 0;
      }
      return HexFormat.of().formatHex(id);
    }
    return "";
  }

  /** {@code Job (uo)}: the number and path of the unit's job; 0 for none. */
  private Optional<String> job() {
    if (value("Job") instanceof Object[] pair
        && pair.length == 2
        && pair[0] instanceof Number id
        && id.longValue() != 0
        && pair[1] instanceof DBusPath path) {
      return Optional.of(path.getPath());
    }
    return Optional.empty();
  }

  private static Optional<ProcessEnd> processEnd(long code, long status) {
    // 0 is no CLD_ code: nothing has ended.
    return code == 0 ? Optional.empty() : Optional.of(new ProcessEnd((int) code, (int) status));
  }

  private List<CommandRun> commands() {
    List<CommandRun> commands = new ArrayList<>();
    for (CommandRun.Setting setting : CommandRun.Setting.values()) {
      if (value(setting.key()) instanceof List<?> list) {
        for (Object entry : list) {
          if (entry instanceof Object[] fields && fields.length == 10) {
            commands.add(command(setting, fields));
          }
        }
      }
    }
    return commands;
  }

  /**
   * {@code (sasbttttuii)}: path, arguments, whether a failure is ignored, times of start and exit
   * (real, monotonic each), process, how it ended, exit status or signal.
   */
  private static CommandRun command(CommandRun.Setting setting, Object[] fields) {
    List<String> arguments = new ArrayList<>();
    if (fields[1] instanceof List<?> list) {
      list.forEach(argument -> arguments.add(String.valueOf(argument)));
    }
    return new CommandRun(
        setting,
        String.valueOf(fields[0]),
        arguments,
        Boolean.TRUE.equals(fields[2]),
        instant(fields[3]),
        instant(fields[5]),
        longOf(fields[7]),
        processEnd(longOf(fields[8]), longOf(fields[9])));
  }

  private static long longOf(Object field) {
    return field instanceof Number number ? number.longValue() : 0;
  }
}
