package left4me.host;

import java.util.Optional;

/**
 * Lines of a log, oldest first, as they come. Of a {@link Left4meHost}: {@link Left4meHost#logs}.
 *
 * <p>What a server printed comes whole. An entry of about a megabyte or more, which only a server
 * that speaks to the journal itself can make, is left out: it is not to fill its reader's memory.
 *
 * <p>Thread-safe, but meant for one reader. To be closed: behind it is a process.
 */
public interface LogStream extends AutoCloseable {

  /**
   * The next line. Waits for one where the log is followed, as long as it takes; an interrupt ends
   * the wait, and so does {@link #close} of another thread.
   *
   * @return the line; empty at the end, or once this is closed
   * @throws JournalException if the journal cannot be read any further
   */
  Optional<LogLine> next() throws JournalException, InterruptedException;

  /** Ends it, and the wait of whoever reads. Quick, and safe to repeat. */
  @Override
  void close();
}
