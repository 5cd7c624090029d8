package left4me.cli;

import java.io.PrintStream;

/**
 * Where the program writes. A line is written whole, also when several instances are at work.
 *
 * @param out what was asked for
 * @param err diagnostics
 */
record Terminal(PrintStream out, PrintStream err) {

  static Terminal ofThisProcess() {
    return new Terminal(System.out, System.err);
  }

  void say(String line) {
    out.println(line);
  }

  void complain(String message) {
    err.println("l4d2ctl: " + message);
  }
}
