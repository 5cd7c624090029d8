package left4me.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the program writes. A line is written whole, also when several instances are at work, and
 * is never mixed with the transient one. Thread-safe.
 */
final class Terminal {

  private static final Pattern CONTROL =
      Pattern.compile(
          "[\\p{Cntrl}\\x80-\\x9f&&[^\\n\\t]]"
              // Unicode's Bidi_Control: with them a text is shown in another order than it has.
              + "|[\\x{061c}\\x{200e}\\x{200f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]");

  /** To the line's begin, and erase it. */
  private static final String ERASE = "\r\u001b[K";

  /** Else a line that is longer than the terminal is wide could not be erased. */
  private static final String NO_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private final Outlet out;
  private final Outlet err;
  private final Surroundings surroundings;
  private String transientLine = "";

  /**
   * @param out what was asked for
   * @param err diagnostics
   */
  Terminal(Outlet out, Outlet err, Surroundings surroundings) {
    this.out = out;
    this.err = err;
    this.surroundings = surroundings;
  }

  static Terminal ofThisProcess() {
    return new Terminal(
        Outlet.standardOutput(), Outlet.standardError(), Surroundings.ofThisProcess());
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Outlet out() {
    return out;
  }

  Outlet err() {
    return err;
  }

  void say(String line) {
    say(Line.plain(line));
  }

  void say(Line line) {
    say(List.of(line));
  }

  void say(List<Line> lines) {
    lines.forEach(line -> write(out.printer(), line.written(surroundings.colour())));
  }

  /** Writes a line for a program, which makes nothing harmless. */
  void sayRaw(String line) {
    write(out.printer(), line);
  }

  void complain(String message) {
    write(err.printer(), "l4d2ctl: " + harmless(message));
  }

  /** Tells how to go on after a complaint. */
  void hint(String line) {
    write(err.printer(), harmless(line));
  }

  private synchronized void write(PrintStream stream, String line) {
    String shown = transientLine;
    showTransient("");
    stream.println(line);
    showTransient(shown);
  }

  /** Shows a line that goes away again, in the place of the one that there was; empty for none. */
  synchronized void showTransient(String line) {
    if (surroundings.transientLines() && !line.equals(transientLine)) {
      String text = line.isEmpty() ? "" : NO_WRAP + harmless(line) + WRAP;
      err.printer().print(ERASE + text);
      err.printer().flush();
      transientLine = line;
    }
  }

  /** A server chooses what it prints, and is not to talk to somebody's terminal. */
  static String harmless(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }
}
