package left4me.overlay;

/** A fault of the program's own, for the one line that is printed of it. */
public final class Fault {

  private Fault() {}

  /**
   * The first cause, and the line of code that it comes from.
   *
   * @param fault what was thrown
   */
  public static String describe(Throwable fault) {
    Throwable cause = fault;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    StackTraceElement[] trace = cause.getStackTrace();
    return cause + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
