package left4me.systemd;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One command of a service and what became of its last run.
 *
 * @param setting which setting of the unit names it
 * @param path the program
 * @param arguments its arguments, the program's name first, as systemd parsed them: specifiers are
 *     resolved, variables are not
 * @param failureIgnored whether the unit says that its failure does not count ({@code -} in front)
 * @param started when it was last started, if it was
 * @param ended when that run ended, if it has
 * @param pid the process of the last run; 0 if there was none
 * @param end how that run ended, if it has
 */
public record CommandRun(
    Setting setting,
    String path,
    List<String> arguments,
    boolean failureIgnored,
    Optional<Instant> started,
    Optional<Instant> ended,
    long pid,
    Optional<ProcessEnd> end) {

  /** The settings of a service that name commands, in the order in which systemd runs them. */
  public enum Setting {
    EXEC_CONDITION("ExecCondition"),
    EXEC_START_PRE("ExecStartPre"),
    EXEC_START("ExecStart"),
    EXEC_START_POST("ExecStartPost"),
    EXEC_STOP("ExecStop"),
    EXEC_STOP_POST("ExecStopPost");

    private final String key;

    Setting(String key) {
      this.key = key;
    }

    /** The name of the setting in a unit file, and of its property. */
    public String key() {
      return key;
    }
  }

  /** Copies the arguments. */
  public CommandRun {
    arguments = List.copyOf(arguments);
  }

  /** Whether its last run ended badly and that counts. */
  public boolean failed() {
    return !failureIgnored && end.isPresent() && !end.get().isSuccess();
  }

  /** In words, such as {@code ExecStartPre=/usr/bin/nsenter exited with status 1}. */
  @Override
  public String toString() {
    return setting.key()
        + "="
        + path
        + " "
        + end.map(ProcessEnd::toString).orElse(started.isPresent() ? "is running" : "has not run");
  }
}
