package left4me.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import left4me.host.InstanceStatus;

/** The words and numbers of a status, for a person. Pure. */
final class StatusWords {

  static final String NOTHING = "-";
  private static final String UNKNOWN = "?";

  private StatusWords() {}

  static Span name(InstanceStatus status) {
    return Span.plain(status.name().value());
  }

  static Span state(InstanceStatus status) {
    boolean failed = status.activeState().equals("failed");
    Style style =
        switch (status.activeState()) {
          case "active" -> Style.GOOD;
          case "failed" -> Style.BAD;
          case "inactive" -> Style.FAINT;
          default -> Style.BUSY;
        };
    // Its finer state is the same word; why says more.
    String finer = failed ? status.result() : status.subState();
    return new Span(style, status.activeState() + " (" + finer + ")");
  }

  /** The port: that of no blueprint is nothing, and one that may not be looked at is unknown. */
  static Span port(InstanceStatus status) {
    return number(status.port(), status.initialized().isPresent() ? NOTHING : UNKNOWN);
  }

  static Span pid(InstanceStatus status) {
    return number(status.mainPid());
  }

  static Span since(InstanceStatus status) {
    return Span.plain(status.since().map(Times::withZone).orElse(NOTHING));
  }

  static Span restarts(InstanceStatus status) {
    return Span.plain(Long.toString(status.restarts()));
  }

  static Span atBoot(InstanceStatus status) {
    return yesOrNo(status.comesBack());
  }

  static Span yesOrNo(Optional<Boolean> answer) {
    return Span.plain(answer.map(yes -> yes ? "yes" : "no").orElse(UNKNOWN));
  }

  static Span overlay(InstanceStatus status) {
    return Span.plain(status.mounted() ? "mounted" : "not mounted");
  }

  static Span cpu(InstanceStatus status) {
    return Span.plain(status.cpu().map(StatusWords::duration).orElse(NOTHING));
  }

  static Span memory(InstanceStatus status) {
    OptionalLong bytes = status.memory();
    return Span.plain(bytes.isPresent() ? size(bytes.getAsLong()) : NOTHING);
  }

  static Span tasks(InstanceStatus status) {
    return number(status.tasks());
  }

  private static Span number(OptionalLong number) {
    return Span.plain(number.isPresent() ? Long.toString(number.getAsLong()) : NOTHING);
  }

  static Span number(OptionalInt number, String otherwise) {
    return Span.plain(number.isPresent() ? Integer.toString(number.getAsInt()) : otherwise);
  }

  /** As {@code systemctl status} has it: 1d 2h, 3h 4min, 5min 6s, 7.089s. */
  static String duration(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + "d " + duration.toHoursPart() + "h";
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + "h " + duration.toMinutesPart() + "min";
    }
    if (duration.toMinutes() > 0) {
      return duration.toMinutes() + "min " + duration.toSecondsPart() + "s";
    }
    return String.format(Locale.ROOT, "%d.%03ds", duration.toSeconds(), duration.toMillisPart());
  }

  /** As {@code systemctl status} has it: 512B, 1.5K, 300.0M, 1.9G. */
  static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + "B";
    }
    double rest = bytes;
    int unit = -1;
    while (rest >= 1024 && unit < 3) {
      rest /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f%c", rest, "KMGT".charAt(unit));
  }
}
