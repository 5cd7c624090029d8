package left4me.cli;

import java.io.PrintStream;
import java.util.regex.Pattern;

/**
 * Where the program writes. A line is written whole, also when several instances are at work.
 *
 * @param out what was asked for
 * @param err diagnostics
 */
record Terminal(PrintStream out, PrintStream err) {

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f&&[^\\n\\t]]");

  static Terminal ofThisProcess() {
    return new Terminal(System.out, System.err);
  }

  void say(String line) {
    out.println(harmless(line));
  }

  void complain(String message) {
    err.println("l4d2ctl: " + harmless(message));
  }

  /** A server chooses what it prints, and is not to talk to somebody's terminal. */
  static String harmless(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }
}
