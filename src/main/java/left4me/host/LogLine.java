package left4me.host;

import java.time.Instant;
import left4me.instance.InstanceName;

/**
 * One line that an instance's server, or the helper before and after it, printed.
 *
 * @param instance the instance
 * @param time when the journal received it
 * @param priority how grave its printer called it; {@link Priority#INFORMATIONAL} where it said
 *     nothing
 * @param invocation systemd's id of the run that it belongs to; empty if the journal does not know
 * @param program what the journal calls its printer ({@code SYSLOG_IDENTIFIER}); may be empty
 * @param pid the process that printed it; 0 if the journal does not know
 * @param text the line, without its end; control characters of the server's are in it as they came
 */
public record LogLine(
    InstanceName instance,
    Instant time,
    Priority priority,
    String invocation,
    String program,
    long pid,
    String text) {

  /** The levels of {@code syslog(3)}, the gravest first. */
  public enum Priority {
    EMERGENCY("emerg"),
    ALERT("alert"),
    CRITICAL("crit"),
    ERROR("err"),
    WARNING("warning"),
    NOTICE("notice"),
    INFORMATIONAL("info"),
    DEBUG("debug");

    private final String word;

    Priority(String word) {
      this.word = word;
    }

    /** What {@code journalctl(1)} calls it. */
    public String word() {
      return word;
    }
  }
}
