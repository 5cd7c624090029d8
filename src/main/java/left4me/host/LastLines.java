package left4me.host;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import left4me.systemd.CommandRun;
import left4me.systemd.UnitStatus;

/**
 * The last lines that a unit printed in its last run, to explain what is known already.
 *
 * <p>systemd takes away the file by which journald knows a unit's run at the moment the unit has
 * ended. A command's last word is often that of the whole run, and a journald that comes to it
 * later, as on a busy host, has it without the run's id. So a line without one counts as well, if
 * the command that failed had begun by then.
 */
final class LastLines {

  /**
   * How long a command's last word may take to be in the journal. journald tells those who follow
   * it of a new line after 0.25 s at the latest.
   */
  private static final Duration LATE = Duration.ofSeconds(2);

  private final UnitStatus unit;
  private final int count;

  LastLines(UnitStatus unit, int count) {
    this.unit = unit;
    this.count = count;
  }

  /**
   * Those that there are, oldest first.
   *
   * @throws JournalException if they cannot be read
   */
  List<LogLine> now() throws JournalException, InterruptedException {
    return unit.invocation().isEmpty()
        ? List.of()
        : Journal.read(query(LogRequest.last(count))).stream()
            .map(JournalEntry::line)
            .filter(this::isOfTheRun)
            .toList();
  }

  /**
   * The same. If a command failed and said nothing yet, its first line to come is waited for: one
   * that fails says why, as a rule.
   *
   * @throws JournalException if they cannot be read
   */
  List<LogLine> awaited() throws JournalException, InterruptedException {
    List<LogLine> lines = now();
    Optional<Instant> begin = failedCommandsBegin();
    if (begin.isEmpty() || lines.stream().anyMatch(line -> isSince(begin, line))) {
      return lines;
    }
    return Stream.concat(lines.stream(), firstSince(begin.get()).stream()).toList();
  }

  private Optional<LogLine> firstSince(Instant begin)
      throws JournalException, InterruptedException {
    Instant deadline = Instant.now().plus(LATE);
    LogRequest request = LogRequest.all().since(begin).following();
    try (JournalStream stream = JournalStream.open(query(request))) {
      for (Optional<JournalEntry> entry = next(stream, deadline);
          entry.isPresent();
          entry = next(stream, deadline)) {
        LogLine line = entry.get().line();
        if (isOfTheRun(line)) {
          return Optional.of(line);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<JournalEntry> next(JournalStream stream, Instant deadline)
      throws JournalException, InterruptedException {
    return stream.nextEntry(Duration.between(Instant.now(), deadline));
  }

  private Journal.Query query(LogRequest request) {
    return new Journal.Query(List.of(unit.unit()), request, Optional.empty());
  }

  private Optional<Instant> failedCommandsBegin() {
    return unit.failedCommand().flatMap(CommandRun::started);
  }

  private static boolean isSince(Optional<Instant> begin, LogLine line) {
    return begin.isPresent() && !line.time().isBefore(begin.get());
  }

  private boolean isOfTheRun(LogLine line) {
    return line.invocation().isEmpty()
        ? isSince(failedCommandsBegin(), line)
        : line.invocation().equals(unit.invocation());
  }
}
