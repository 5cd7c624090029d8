package left4me.host;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import left4me.instance.InstanceName;
import left4me.systemd.Limits;

/**
 * Passes on what an instance's units print while an operation runs.
 *
 * <p>It is an extra: where the journal cannot be read, it passes on nothing.
 */
final class OutputForwarding implements AutoCloseable {

  /** Within it, what an operation had printed has reached the journal, if journald is not busy. */
  private static final Duration LATE = Duration.ofSeconds(1);

  private final Journal.Query query;
  private final OutputListener listener;
  private final Optional<JournalStream> stream;
  private final Thread forwarder;
  private volatile Optional<String> last = Optional.empty();

  private OutputForwarding(
      Journal.Query query,
      OutputListener listener,
      Optional<JournalStream> stream,
      InstanceName name) {
    this.query = query;
    this.listener = listener;
    this.stream = stream;
    this.forwarder = Thread.ofVirtual().name("left4me-output-" + name).start(this::forward);
  }

  /**
   * Begins.
   *
   * @param listener gets the lines, on a thread of its own
   */
  static OutputForwarding begin(InstanceName name, OutputListener listener) {
    LogRequest request = LogRequest.all().since(Instant.now()).following();
    Journal.Query query = Journal.Query.of(List.of(name), request);
    return new OutputForwarding(query, listener, stream(query), name);
  }

  private static Optional<JournalStream> stream(Journal.Query query) {
    try {
      return Optional.of(JournalStream.open(query));
    } catch (JournalException unreadable) {
      return Optional.empty();
    }
  }

  private void forward() {
    try {
      Optional<JournalEntry> entry = nextEntry();
      while (entry.isPresent()) {
        pass(entry.get());
        entry = nextEntry();
      }
    } catch (JournalException | InterruptedException ended) {
      // What is there by the end is passed on then.
    }
  }

  private Optional<JournalEntry> nextEntry() throws JournalException, InterruptedException {
    return stream.isPresent() ? stream.get().nextEntry(Limits.FOREVER) : Optional.empty();
  }

  private void pass(JournalEntry entry) {
    last = Optional.of(entry.cursor());
    listener.onOutput(entry.line());
  }

  /**
   * Passes on what has reached the journal by now, and ends. An interrupt cuts that short, and is
   * left for the caller's next wait: what the operation came to is known, and not to be lost.
   */
  @Override
  public void close() {
    stream.ifPresent(JournalStream::close);
    try {
      forwarder.join();
      // What was printed since journalctl last looked.
      Journal.read(query.restAfter(last, Instant.now().plus(LATE)), this::pass);
    } catch (JournalException unreadable) {
      // Then there is none.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
