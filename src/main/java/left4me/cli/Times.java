package left4me.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time for a person, in the zone of this host. */
final class Times {

  private static final DateTimeFormatter SECOND = formatter("yyyy-MM-dd HH:mm:ss");
  private static final DateTimeFormatter WITH_ZONE = formatter("yyyy-MM-dd HH:mm:ss zzz");

  private Times() {}

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneId.systemDefault());
  }

  /** For a line of many. */
  static String second(Instant time) {
    return SECOND.format(time);
  }

  /** For one that stands alone. */
  static String withZone(Instant time) {
    return WITH_ZONE.format(time);
  }
}
