package left4me.systemd;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * systemd could not be asked, or refused.
 *
 * <p>Unchecked: most callers can only pass it on. The message names the operation, the unit, the
 * D-Bus error and what to do; the subclass is what a program can act on.
 */
public abstract sealed class SystemdException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String operation;
  private final String errorName;

  private SystemdException(
      String operation, String errorName, String message, @Nullable Throwable cause) {
    super(operation + ": " + message, cause);
    this.operation = operation;
    this.errorName = errorName;
  }

  /** What was asked, with the unit if it was about one, such as {@code start ssh.service}. */
  public String operation() {
    return operation;
  }

  /** The name of the D-Bus error that came back, if one did. */
  public Optional<String> errorName() {
    return errorName.isEmpty() ? Optional.empty() : Optional.of(errorName);
  }

  /** The caller may not do that: the D-Bus policy, systemd or polkit said no. */
  public static final class AccessDenied extends SystemdException {
    private static final long serialVersionUID = 1L;
    private final boolean passwordWouldHelp;

    /**
     * Tells of a refusal.
     *
     * @param operation what was asked
     * @param errorName the D-Bus error
     * @param detail its text
     * @param passwordWouldHelp whether polkit would allow it after a password
     */
    public AccessDenied(
        String operation, String errorName, String detail, boolean passwordWouldHelp) {
      super(
          operation,
          errorName,
          "not allowed"
              + because(errorName, detail)
              + (passwordWouldHelp
                  ? ". polkit wants a password for it: allow the prompt, or run it as a user for whom"
                      + " polkit's rules allow it"
                  : ". Run it as a user for whom the polkit rules and the D-Bus policy allow it"),
          null);
      this.passwordWouldHelp = passwordWouldHelp;
    }

    /** Whether polkit would allow it after a password, and was not allowed to ask for one. */
    public boolean passwordWouldHelp() {
      return passwordWouldHelp;
    }
  }

  /** systemd has no such unit: no file of that name, and nothing loaded. */
  public static final class NoSuchUnit extends SystemdException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells of an unknown unit.
     *
     * @param operation what was asked
     * @param errorName the D-Bus error
     * @param detail its text
     */
    public NoSuchUnit(String operation, String errorName, String detail) {
      super(
          operation,
          errorName,
          "systemd knows no such unit"
              + because(errorName, detail)
              + ". Check the name; if its file is new, 'systemctl daemon-reload' makes it known",
          null);
    }
  }

  /** There is no connection to the bus, or it was lost during the call. */
  public static final class Disconnected extends SystemdException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells of a bus that is not there.
     *
     * @param operation what was asked
     * @param detail what happened to the connection
     * @param cause the failure below, if there was one
     */
    public Disconnected(String operation, String detail, @Nullable Throwable cause) {
      super(operation, "", detail, cause);
    }
  }

  /** The answer, or the end of the job, did not come within the limit. */
  public static final class TimedOut extends SystemdException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells of a limit that passed.
     *
     * @param operation what was asked
     * @param detail what was waited for, how long, and what is known
     */
    public TimedOut(String operation, String detail) {
      super(operation, "", detail, null);
    }
  }

  /** Any other D-Bus error. */
  public static final class Refused extends SystemdException {
    private static final long serialVersionUID = 1L;

    /**
     * Tells of an error.
     *
     * @param operation what was asked
     * @param errorName the D-Bus error
     * @param detail its text
     * @param remedy what to do, as a sentence; empty if nothing is known to help
     */
    public Refused(String operation, String errorName, String detail, String remedy) {
      super(
          operation,
          errorName,
          "systemd refused" + because(errorName, detail) + (remedy.isEmpty() ? "" : ". " + remedy),
          null);
    }
  }

  private static String because(String errorName, String detail) {
    // systemd ends some of its texts with a full stop.
    String text = detail.endsWith(".") ? detail.substring(0, detail.length() - 1) : detail;
    return " (" + errorName + (text.isEmpty() ? "" : ": " + text) + ")";
  }
}
