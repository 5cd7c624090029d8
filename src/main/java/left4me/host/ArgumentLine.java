package left4me.host;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes arguments as one line of words, quoted as a POSIX shell and {@code xargs(1)} both read it
 * (XCU 2.2.2 and xargs, "quoting characters"): the launcher splits it again with neither expansion.
 */
final class ArgumentLine {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

  private ArgumentLine() {}

  static String of(List<String> arguments) {
    return String.join(" ", arguments.stream().map(ArgumentLine::quote).toList());
  }

  private static String quote(String argument) {
    return PLAIN.matcher(argument).matches()
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
