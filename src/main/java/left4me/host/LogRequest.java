package left4me.host;

import java.time.Instant;
import java.util.Optional;

/**
 * Which lines of a log are wanted. Immutable.
 *
 * @param lines how many of the lines that there are already, counted from the newest; 0 or more, or
 *     {@link #ALL}
 * @param follow whether to go on with those to come
 * @param since if present, none before
 * @param invocation if present, those of this run alone, as {@link InstanceStatus#invocation} has
 *     it
 */
public record LogRequest(
    int lines, boolean follow, Optional<Instant> since, Optional<String> invocation) {

  /** No limit to the number of lines. */
  public static final int ALL = Integer.MAX_VALUE;

  private static final String INVOCATION = "[0-9a-f]{32}";

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the number is negative, or the invocation is not 32
   *     hexadecimal digits
   */
  public LogRequest {
    if (lines < 0) {
      throw new IllegalArgumentException("a negative number of lines: " + lines);
    }
    if (invocation.isPresent() && !invocation.get().matches(INVOCATION)) {
      throw new IllegalArgumentException("not an invocation: expected 32 hexadecimal digits");
    }
  }

  /** The last lines that there are. */
  public static LogRequest last(int lines) {
    return new LogRequest(lines, false, Optional.empty(), Optional.empty());
  }

  /** All lines that there are. */
  public static LogRequest all() {
    return last(ALL);
  }

  /** The same, and after them those to come. */
  public LogRequest following() {
    return new LogRequest(lines, true, since, invocation);
  }

  /** The same, but none from before a moment. */
  public LogRequest since(Instant moment) {
    return new LogRequest(lines, follow, Optional.of(moment), invocation);
  }

  /**
   * The same, but of one run alone.
   *
   * @param invocationId as {@link InstanceStatus#invocation} has it, unless that is empty: there
   *     was no run then
   * @throws IllegalArgumentException if it is not 32 hexadecimal digits
   */
  public LogRequest ofRun(String invocationId) {
    return new LogRequest(lines, follow, since, Optional.of(invocationId));
  }
}
