package left4me.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

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
    return SECOND.format(time.atZone(ZoneId.systemDefault()));
  }

  /** For one that stands alone. */
  static String withZone(Instant time) {
    return withZone(time, ZoneId.systemDefault());
  }

  static String withZone(Instant time, ZoneId zone) {
    return WITH_ZONE.format(time.atZone(zone));
  }
}
