package left4me.host;

import org.jspecify.annotations.Nullable;

/** A text of others in a message, of which it may neither end the line nor command a terminal. */
final class OneLine {

  private static final int LONGEST = 80;

  private OneLine() {}

  /** The text with blanks for what ends a line, for Unicode as well, and control characters. */
  static String of(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[\\p{IsCc}\\x{2028}\\x{2029}]+", " ").strip();
  }

  /** The same, cut if it is long. */
  static String shortened(@Nullable String text) {
    String line = of(text);
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
