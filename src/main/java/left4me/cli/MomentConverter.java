package left4me.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Takes a point in time as an administrator writes it: a date, a time of today, both, one with its
 * zone, or how long ago. Pure but for the clock.
 *
 * @param clock what is now
 * @param zone whose times are meant where none is said
 */
record MomentConverter(InstantSource clock, ZoneId zone) implements ITypeConverter<Instant> {

  private static final String EXPECTED =
      "expected a time such as 18:30, 2026-11-22, '2026-11-22 18:30', 2026-11-22T18:30:00Z, today,"
          + " yesterday, or how long ago: 90s, 10min, 2h, 1d";

  private static final Pattern AGO = Pattern.compile("-?([0-9]{1,9}) ?(s|sec|m|min|h|d)( ago)?");

  static MomentConverter ofThisHost() {
    return new MomentConverter(InstantSource.system(), ZoneId.systemDefault());
  }

  @Override
  public Instant convert(String value) {
    Matcher ago = AGO.matcher(value);
    if (ago.matches()) {
      return clock.instant().minus(span(Long.parseLong(ago.group(1)), ago.group(2)));
    }
    try {
      return value.endsWith("Z") || value.matches(".*T.*[+-][0-9:]+")
          ? OffsetDateTime.parse(value).toInstant()
          : local(value).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException("'" + value + "' is no time; " + EXPECTED);
    }
  }

  private static Duration span(long count, String unit) {
    return switch (unit) {
      case "s", "sec" -> Duration.ofSeconds(count);
      case "m", "min" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private LocalDateTime local(String value) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
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
