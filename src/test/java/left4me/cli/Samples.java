package left4me.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import left4me.host.InstanceStatus;
import left4me.host.LogLine;
import left4me.host.LogLine.Priority;
import left4me.instance.InstanceName;

/** Statuses and lines for tests of what is made of them. */
final class Samples {

  static final Instant TIME = Instant.parse("2026-11-22T18:30:00.25Z");
  static final String INVOCATION = "0123456789abcdef0123456789abcdef";

  private Samples() {}

  /** A server that runs, and all that can be told of it. */
  static InstanceStatus running(String name) {
    return new InstanceStatus(
        new InstanceName(name),
        Optional.of(true),
        OptionalInt.of(27015),
        "active",
        "running",
        "success",
        Optional.empty(),
        OptionalInt.of(0),
        OptionalLong.of(4711),
        Optional.of(TIME),
        INVOCATION,
        2,
        Optional.of(true),
        true,
        Optional.of(Duration.ofMillis(7089)),
        OptionalLong.of(300L << 20),
        OptionalLong.of(23));
  }

  /** A name that systemd knows nothing about, as somebody sees it who may not look at files. */
  static InstanceStatus unknown(String name) {
    return new InstanceStatus(
        new InstanceName(name),
        Optional.empty(),
        OptionalInt.empty(),
        "inactive",
        "dead",
        "",
        Optional.empty(),
        OptionalInt.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        "",
        0,
        Optional.empty(),
        false,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /** One whose server could not be started. */
  static InstanceStatus failed(String name) {
    InstanceStatus down = unknown(name);
    return new InstanceStatus(
        down.name(),
        Optional.of(true),
        OptionalInt.of(27016),
        "failed",
        "failed",
        "exit-code",
        Optional.of("ExecStartPre=… ended with status 1"),
        OptionalInt.empty(),
        OptionalLong.empty(),
        Optional.of(TIME),
        INVOCATION,
        0,
        Optional.of(false),
        false,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  static LogLine line(String name, Priority priority, String text) {
    return new LogLine(new InstanceName(name), TIME, priority, INVOCATION, "srcds_run", 4712, text);
  }
}
