package left4me.host;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import left4me.host.LogLine.Priority;
import left4me.instance.InstanceName;
import left4me.systemd.UnitName;

/**
 * One entry of the journal, out of a line of {@code journalctl --output=json}.
 *
 * @param line what it says
 * @param cursor where it is
 */
record JournalEntry(LogLine line, String cursor) {

  private static final String MESSAGE = "MESSAGE";
  private static final String PRIORITY = "PRIORITY";
  private static final String PROGRAM = "SYSLOG_IDENTIFIER";
  private static final String PID = "_PID";
  private static final String UNIT = "_SYSTEMD_UNIT";
  private static final String INVOCATION = "_SYSTEMD_INVOCATION_ID";
  private static final String CURSOR = "__CURSOR";
  private static final String TIME = "__REALTIME_TIMESTAMP";

  /** The fields to ask for; the cursor and the time are always there. */
  static final List<String> FIELDS = List.of(MESSAGE, PRIORITY, PROGRAM, PID, UNIT, INVOCATION);

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads a line.
   *
   * @return the entry; empty if it is of no instance's unit
   * @throws IOException if it is not of that form
   */
  static Optional<JournalEntry> parse(String json) throws IOException {
    Map<String, String> fields = fields(json);
    Optional<InstanceName> instance = instance(fields.getOrDefault(UNIT, ""));
    if (instance.isEmpty()) {
      return Optional.empty();
    }
    LogLine line =
        new LogLine(
            instance.get(),
            Instant.EPOCH.plus(number(fields.getOrDefault(TIME, "0")), ChronoUnit.MICROS),
            priority(fields.getOrDefault(PRIORITY, "")),
            fields.getOrDefault(INVOCATION, ""),
            fields.getOrDefault(PROGRAM, ""),
            number(fields.getOrDefault(PID, "0")),
            fields.getOrDefault(MESSAGE, ""));
    return Optional.of(new JournalEntry(line, fields.getOrDefault(CURSOR, "")));
  }

  private static Map<String, String> fields(String json) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        fields.put(name, value(parser));
      }
    }
    return fields;
  }

  /**
   * A value: a text; an array of numbers, the bytes of what is no printable text; or an array of
   * such, of a field that was given more than once, of which the first counts.
   */
  private static String value(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String first = null;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == null) {
        throw new IOException("an array without an end");
      }
      if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        bytes.write(parser.getIntValue());
      } else {
        String each = value(parser);
        first = first == null ? each : first;
      }
    }
    return first == null ? bytes.toString(StandardCharsets.UTF_8) : first;
  }

  private static Optional<InstanceName> instance(String unit) {
    try {
      return UnitNames.instance(new UnitName(unit));
    } catch (IllegalArgumentException noUnit) {
      return Optional.empty();
    }
  }

  private static Priority priority(String digit) {
    Priority[] levels = Priority.values();
    long level = number(digit.isEmpty() ? "-1" : digit);
    return level >= 0 && level < levels.length ? levels[(int) level] : Priority.INFORMATIONAL;
  }

  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException none) {
      return 0;
    }
  }
}
