package left4me.cli;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.TimeZone;

/** Points in time for a person, in the zone of this host. */
final class Times {

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  /**
   * The offset, and not the zone's name: there are three of the name IST, and to find one Java
   * reads those of all zones of the world, a tenth of the time that a status takes.
   */
  private static final DateTimeFormatter WITH_ZONE =
      new DateTimeFormatterBuilder()
          .append(SECOND)
          .appendLiteral(' ')
          .appendOffset("+HH:MM", "UTC")
          .toFormatter(Locale.ROOT);

  private Times() {}

  /** For a line of many. */
  static String second(Instant time) {
    return SECOND.format(in(TimeZone.getDefault(), time));
  }

  /** For one that stands alone. */
  static String withZone(Instant time) {
    return withZone(time, TimeZone.getDefault());
  }

  static String withZone(Instant time, TimeZone zone) {
    return WITH_ZONE.format(in(zone, time));
  }

  /**
   * By the older class. {@code ZoneId.systemDefault()} goes through it, and reads the rules of all
   * zones once more.
   */
  private static OffsetDateTime in(TimeZone zone, Instant time) {
    int millis = zone.getOffset(time.toEpochMilli());
    return time.atOffset(ZoneOffset.ofTotalSeconds(millis / 1000));
  }
}
