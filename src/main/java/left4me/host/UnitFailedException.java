package left4me.host;

import java.util.List;
import left4me.systemd.CommandRun;
import left4me.systemd.JobResult;
import left4me.systemd.ProcessEnd;
import left4me.systemd.UnitStatus;

/**
 * A job of systemd for the instance's unit did not do what it was for. The message says all that is
 * known: the job's result, the unit's, the command that failed with its status, and the last lines
 * that the unit printed.
 */
public final class UnitFailedException extends HostException {

  private static final long serialVersionUID = 1;

  private final String jobResult;
  private final String unitResult;
  private final String[] lastLines;

  UnitFailedException(String operation, JobResult job, UnitStatus status, List<String> lastLines) {
    super(message(operation, job, status, lastLines));
    this.jobResult = job.word();
    this.unitResult = status.result();
    this.lastLines = lastLines.toArray(String[]::new);
  }

  /** systemd's word for how the job ended: {@code failed}, {@code canceled}, {@code timeout}, … */
  public String jobResult() {
    return jobResult;
  }

  /** systemd's word for how the unit ended: {@code exit-code}, {@code start-limit-hit}, … */
  public String unitResult() {
    return unitResult;
  }

  /** The last lines that the unit printed, oldest first; empty if they could not be read. */
  public List<String> lastLines() {
    return List.of(lastLines);
  }

  /** Whether systemd did not come as far as the unit's command, which so has printed nothing. */
  static boolean isOfSystemd(UnitStatus status) {
    return status
        .failedCommand()
        .flatMap(CommandRun::end)
        .filter(ProcessEnd::isOfSystemd)
        .isPresent();
  }

  private static String message(
      String operation, JobResult job, UnitStatus status, List<String> lastLines) {
    StringBuilder text = new StringBuilder(operation).append(": ").append(status.unit().value());
    status.loadError().ifPresent(error -> text.append(" cannot be loaded: ").append(error));
    text.append(": the job ended with '").append(job.word()).append('\'');
    if (!job.meaning().isEmpty()) {
      text.append(" (").append(job.meaning()).append(')');
    }
    text.append(", the unit is ").append(status.activeState());
    if (!status.result().isEmpty()) {
      text.append(" with '").append(status.result()).append('\'');
    }
    if (status.activeState().equals("activating")) {
      text.append(" (systemd starts it again by itself)");
    }
    status
        .failedCommand()
        .map(CommandRun::toString)
        .ifPresent(run -> text.append("; ").append(run));
    if (isOfSystemd(status)) {
      text.append("; the system's journal says why, as root: journalctl -u ")
          .append(status.unit().value());
    } else if (lastLines.isEmpty()) {
      text.append("; see: journalctl --namespace=left4me -u ").append(status.unit().value());
    }
    if (!lastLines.isEmpty()) {
      text.append("; it printed last:");
      // A line that a server has put another into stays one.
      lastLines.forEach(line -> text.append("\n  ").append(line.replace('\n', '?')));
    }
    return text.toString();
  }
}
