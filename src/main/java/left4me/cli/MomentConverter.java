package left4me.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Takes a point in time as an administrator writes it: a date, a time of today, both, one with its
 * zone, one that {@code status} has printed, or how long ago. Pure but for the clock.
 *
 * @param clock what is now
 * @param zone whose times are meant where none is said; asked for it then alone, as Java reads the
 *     rules of all zones to tell
 */
record MomentConverter(InstantSource clock, Supplier<ZoneId> zone)
    implements ITypeConverter<Instant> {

  private static final String EXPECTED =
      "expected a time such as 18:30, 2026-11-22, '2026-11-22 18:30', 2026-11-22T18:30:00Z, today,"
          + " yesterday, or how long ago: 90s, 10min, 2h, 1d";

  private static final Pattern AGO = Pattern.compile("-?([0-9]{1,9}) ?(s|sec|m|min|h|d)( ago)?");

  /** As {@link Times#withZone} prints it. */
  private static final Pattern PRINTED =
      Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9:]{8}) (UTC|[+-][0-9]{2}:[0-9]{2})");

  static MomentConverter ofThisHost() {
    return new MomentConverter(InstantSource.system(), ZoneId::systemDefault);
  }

  @Override
  public Instant convert(String value) {
    Matcher ago = AGO.matcher(value);
    if (ago.matches()) {
      return clock.instant().minus(span(Long.parseLong(ago.group(1)), ago.group(2)));
    }
    try {
      String time = iso(value);
      return time.endsWith("Z") || time.matches(".*T.*[+-][0-9:]+")
          ? OffsetDateTime.parse(time).toInstant()
          : local(time);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + value + "' is no time; " + EXPECTED);
    }
  }

  /** What {@code status} prints as ISO 8601 has it; all else as it is. */
  private static String iso(String value) {
    Matcher printed = PRINTED.matcher(value);
    if (!printed.matches()) {
      return value;
    }
    String offset = printed.group(3).equals("UTC") ? "Z" : printed.group(3);
    return printed.group(1) + "T" + printed.group(2) + offset;
  }

  private static Duration span(long count, String unit) {
    return switch (unit) {
      case "s", "sec" -> Duration.ofSeconds(count);
      case "m", "min" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private Instant local(String value) {
    ZoneId here = zone.get();
    return local(value, LocalDate.ofInstant(clock.instant(), here)).atZone(here).toInstant();
  }

  private static LocalDateTime local(String value, LocalDate today) {
    return switch (value) {
      case "today" -> today.atStartOfDay();
      case "yesterday" -> today.minusDays(1).atStartOfDay();
      default -> {
        if (!value.contains("-")) {
          yield today.atTime(LocalTime.parse(value));
        }
        yield value.length() == "2026-11-22".length()
            ? LocalDate.parse(value).atStartOfDay()
            : LocalDateTime.parse(value.replace(' ', 'T'));
      }
    };
  }
}
