package left4me.systemd;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import left4me.instance.InstanceName;
import org.jspecify.annotations.Nullable;

/**
 * The name of a unit that systemd can load: {@code NAME.TYPE} or {@code NAME@INSTANCE.TYPE}.
 *
 * <p>The grammar is that of {@code systemd.unit(5)}: at most 255 characters out of letters, digits
 * and {@code : - _ . \ @}, something before the first {@code @} and before the type. A bare
 * template ({@code NAME@.TYPE}) is refused, as it can be neither started nor asked for its state.
 *
 * @param value the whole name with its type
 */
public record UnitName(String value) implements Comparable<UnitName> {

  private static final int MAX_LENGTH = 255;

  private static final String TYPES =
      "service|socket|target|device|mount|automount|swap|timer|path|slice|scope";

  private static final Pattern GRAMMAR =
      Pattern.compile("[\\w:.\\\\-]+(@[\\w:.\\\\@-]+)?\\.(" + TYPES + ")");

  private static final String OBJECT_PATH_PREFIX = "/org/freedesktop/systemd1/unit/";

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if systemd would not take it for a unit
   */
  public UnitName {
    // matches(), as find() with '$' lets a trailing newline through.
    if (value.length() > MAX_LENGTH || !GRAMMAR.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not the name of a unit (NAME.TYPE or NAME@INSTANCE.TYPE, at most 255 of letters,"
              + " digits and ':-_.\\@')");
    }
  }

  /**
   * The service that a template makes of an instance.
   *
   * @param template the template's name without {@code @} and type, such as {@code left4me-server}
   * @param instance the instance; its grammar needs no escaping in a unit name
   * @return {@code template@instance.service}
   */
  public static UnitName instance(String template, InstanceName instance) {
    return new UnitName(template + "@" + instance.value() + ".service");
  }

  /** Whether this was made by {@link #instance} of a template. */
  public boolean isOf(String template) {
    return value.startsWith(template + "@") && isService();
  }

  /** What stands between the first {@code @} and the type; empty if there is no {@code @}. */
  public String instancePart() {
    int at = value.indexOf('@');
    return at < 0 ? "" : value.substring(at + 1, value.lastIndexOf('.'));
  }

  /** Whether this is a service, which has a main process and commands. */
  public boolean isService() {
    return value.endsWith(".service");
  }

  /** Where systemd publishes the unit on the bus. Asking there loads the unit. */
  public String objectPath() {
    return OBJECT_PATH_PREFIX + escape(value);
  }

  /**
   * The unit that systemd publishes at an object path; empty if that is no unit's.
   *
   * @param path as {@link #objectPath} gives it
   */
  public static Optional<UnitName> ofObjectPath(String path) {
    if (!path.startsWith(OBJECT_PATH_PREFIX)) {
      return Optional.empty();
    }
    try {
      UnitName unit = new UnitName(unescape(path.substring(OBJECT_PATH_PREFIX.length())));
      // What is escaped otherwise than systemd does it is none of its paths.
      return Optional.of(unit).filter(found -> found.objectPath().equals(path));
    } catch (IllegalArgumentException noName) {
      return Optional.empty();
    }
  }

  private static String unescape(String label) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      if (c == '_' && i + 2 < label.length()) {
        text.append((char) HexFormat.fromHexDigits(label, i + 1, i + 3));
        i += 2;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /**
   * Writes a text as one element of an object path, as systemd does: {@code _xx} for each byte that
   * is no letter or digit, for a digit in front, and {@code _} alone for nothing.
   */
  static String escape(String text) {
    if (text.isEmpty()) {
      return "_";
    }
    StringBuilder label = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      if (letter || (digit && !label.isEmpty())) {
        label.append(c);
      } else {
        label
            .append('_')
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      }
    }
    return label.toString();
  }

  // As the record's own, which are linked at run time: 20 ms of a program's start.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UnitName that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(UnitName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
