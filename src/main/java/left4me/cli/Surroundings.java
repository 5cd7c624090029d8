package left4me.cli;

import java.util.List;
import java.util.Map;

/**
 * Which of the standard streams are terminals, and what those can do.
 *
 * @param in whether a person may be asked
 * @param out whether a person reads what was asked for
 * @param err whether a person reads the diagnostics
 * @param colour whether standard output is shown in colour
 * @param transientLines whether standard error is a terminal that can erase a line
 */
record Surroundings(boolean in, boolean out, boolean err, boolean colour, boolean transientLines) {

  /** What the launcher found, as Java cannot tell: {@code System.console()} wants all of them. */
  private static final String PROPERTY = "left4me.terminals";

  static Surroundings ofThisProcess() {
    return of(System.getProperty(PROPERTY, ""), System.getenv());
  }

  /**
   * Judges.
   *
   * @param terminals those of {@code in}, {@code out} and {@code err} that are terminals
   * @param environment {@code TERM}, and {@code NO_COLOR} as in https://no-color.org
   */
  static Surroundings of(String terminals, Map<String, String> environment) {
    List<String> which = List.of(terminals.split(" ", -1));
    boolean out = which.contains("out");
    boolean err = which.contains("err");
    String term = environment.getOrDefault("TERM", "");
    boolean able = !term.isEmpty() && !term.equals("dumb");
    boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Surroundings(which.contains("in"), out, err, out && able && wanted, err && able);
  }
}
