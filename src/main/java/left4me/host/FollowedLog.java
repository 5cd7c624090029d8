package left4me.host;

import java.util.Optional;
import left4me.systemd.Limits;

/**
 * The last lines of a log, and then those to come.
 *
 * <p>They are asked for one after the other. Told to follow and how many lines to begin with,
 * journalctl of systemd 257 loses lines if there were none when it began: of the first that come,
 * it prints the last alone.
 */
final class FollowedLog implements LogStream {

  private final Journal.Query query;
  private JournalStream stream;
  private boolean follows;
  private boolean closed;
  private Optional<String> last = Optional.empty();

  private FollowedLog(Journal.Query query, JournalStream past) {
    this.query = query;
    this.stream = past;
  }

  /**
   * Begins to read.
   *
   * @throws JournalException if journalctl cannot be run
   */
  static FollowedLog open(Journal.Query query) throws JournalException {
    return new FollowedLog(query, JournalStream.open(query.past()));
  }

  @Override
  public Optional<LogLine> next() throws JournalException, InterruptedException {
    Optional<LogLine> line = Optional.empty();
    boolean more = true;
    while (line.isEmpty() && more) {
      Optional<JournalEntry> entry = stream().nextEntry(Limits.FOREVER);
      if (entry.isPresent()) {
        line = Optional.of(take(entry.get()));
      } else {
        more = follow();
      }
    }
    return line;
  }

  private synchronized JournalStream stream() {
    return stream;
  }

  private synchronized LogLine take(JournalEntry entry) {
    last = Optional.of(entry.cursor());
    return entry.line();
  }

  /** Goes on with what is to come; false if it did so already, or is closed. */
  private synchronized boolean follow() throws JournalException {
    if (follows || closed) {
      return false;
    }
    stream.close();
    stream = JournalStream.open(query.followedAfter(last));
    follows = true;
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    stream.close();
  }
}
