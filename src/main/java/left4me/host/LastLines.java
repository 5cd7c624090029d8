package left4me.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import left4me.systemd.CommandRun;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;

/**
 * The last lines that a unit printed in one run, to explain what is known already.
 *
 * <p>systemd takes away the file by which journald knows a unit's run at the moment the unit has
 * ended. A command's last word is often that of the whole run, and a journald that comes to it
 * later, as on a busy host, has it without the run's id. So a line without one counts as well, if
 * the command that failed had ended by then.
 *
 * @param unit the unit
 * @param invocation the run's id; empty if there was none
 * @param failed the command by which the run failed; empty if none did
 */
record LastLines(UnitName unit, String invocation, Optional<CommandRun> failed) {

  /**
   * How long a command's last word may take to be in the journal. journald tells those who follow
   * it of a new line after 0.25 s at the latest.
   */
  private static final Duration LATE = Duration.ofSeconds(2);

  /** Those of a unit's last run. */
  static LastLines of(UnitStatus status) {
    return new LastLines(status.unit(), status.invocation(), status.failedCommand());
  }

  /**
   * Those that there are, oldest first.
   *
   * @throws JournalException if they cannot be read
   */
  List<LogLine> now(int count) throws JournalException, InterruptedException {
    if (invocation.isEmpty()) {
      return List.of();
    }
    List<LogLine> lines =
        new ArrayList<>(read(LogRequest.last(count).ofRun(invocation), line -> true, count));
    Optional<Instant> ended = failed.flatMap(CommandRun::ended);
    if (ended.isPresent()) {
      LogRequest since = LogRequest.all().since(ended.get());
      lines.addAll(read(since, line -> line.invocation().isEmpty(), count));
      lines.sort(Comparator.comparing(LogLine::time));
    }
    return last(lines, count);
  }

  /**
   * The same. If a command failed and said nothing yet, its first line to come is waited for: one
   * that fails says why, as a rule.
   *
   * @throws JournalException if they cannot be read
   */
  List<LogLine> awaited(int count) throws JournalException, InterruptedException {
    List<LogLine> lines = now(count);
    Optional<Instant> began = failed.flatMap(CommandRun::started);
    if (began.isEmpty() || lines.stream().anyMatch(line -> isSince(began.get(), line))) {
      return lines;
    }
    lines = new ArrayList<>(lines);
    try {
      firstSince(began.get()).ifPresent(lines::add);
    } catch (JournalException e) {
      // Those that there are, are there.
    }
    return last(lines, count);
  }

  private Optional<LogLine> firstSince(Instant begin)
      throws JournalException, InterruptedException {
    long deadline = System.nanoTime() + LATE.toNanos();
    try (JournalStream stream =
        JournalStream.open(query(LogRequest.all().since(begin).following()))) {
      for (Optional<JournalEntry> entry = next(stream, deadline);
          entry.isPresent();
          entry = next(stream, deadline)) {
        LogLine line = entry.get().line();
        if (line.invocation().isEmpty() || line.invocation().equals(invocation)) {
          return Optional.of(line);
        }
      }
    }
    return Optional.empty();
  }

  /** The next entry, whosever; empty if there was none by then, however many came before. */
  private static Optional<JournalEntry> next(JournalStream stream, long deadline)
      throws JournalException, InterruptedException {
    long left = deadline - System.nanoTime();
    return left > 0 ? stream.nextEntry(Duration.ofNanos(left)) : Optional.empty();
  }

  /** The last of those wanted: no more are kept, as a unit that runs again may have said a lot. */
  private List<LogLine> read(LogRequest request, Predicate<LogLine> wanted, int count)
      throws JournalException, InterruptedException {
    Deque<LogLine> last = new ArrayDeque<>();
    Journal.read(
        query(request),
        entry -> {
          if (wanted.test(entry.line())) {
            last.add(entry.line());
          }
          if (last.size() > count) {
            last.remove();
          }
        });
    return List.copyOf(last);
  }

  private Journal.Query query(LogRequest request) {
    return new Journal.Query(List.of(unit), request);
  }

  private static boolean isSince(Instant begin, LogLine line) {
    return !line.time().isBefore(begin);
  }

  private static List<LogLine> last(List<LogLine> lines, int count) {
    return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }
}
