package left4me.host;

import org.jspecify.annotations.Nullable;

/**
 * A text of others in a message. It may not end the line, turn the order of what stands in it
 * around, or command a terminal.
 */
final class OneLine {

  private static final int LONGEST = 80;

  /** Unicode's Bidi_Control. */
  private static final String REORDERING =
      "\\x{061c}\\x{200e}\\x{200f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}";

  private OneLine() {}

  /**
   * The text with blanks for what ends a line, for Unicode as well, control characters, and those
   * that have it shown in another order.
   */
  static String of(@Nullable String text) {
    return text == null
        ? ""
        : text.replaceAll("[\\p{IsCc}\\x{2028}\\x{2029}" + REORDERING + "]+", " ").strip();
  }

  /** The same, cut if it is long. */
  static String shortened(@Nullable String text) {
    String line = of(text);
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
