package left4me.host;

import java.time.Duration;
import java.util.Optional;

/**
 * How instances do, and each change of that as it happens. Of a {@link Left4meHost}: {@link
 * Left4meHost#watch}.
 *
 * <p>First comes the status of each instance, then that of one that changed, in the order in which
 * systemd told; nothing is polled. After the bus was lost, or systemd started anew, what changed in
 * between follows as soon as there is a connection again. A reader that falls far behind gets the
 * state that there is instead of each that there was.
 *
 * <p>A change is one of state, result, main process, its end, invocation, restarts, of whether it
 * is initialized and with which port, and of whether it comes back. {@link InstanceStatus#cpu},
 * {@link InstanceStatus#memory} and {@link InstanceStatus#tasks} change all the time, and are empty
 * here; ask {@link Left4meHost#status} for them. A caller who may not look below the root hears
 * what systemd tells.
 *
 * <p>Thread-safe, but meant for one reader: each status goes to one.
 */
public interface StatusWatch extends AutoCloseable {

  /**
   * Waits for the next status, as long as it takes; an interrupt ends the wait, and so does {@link
   * #close} of another thread, or of the host.
   *
   * @return the status; empty once this is closed
   * @throws HostException if systemd refuses to tell
   */
  Optional<InstanceStatus> next() throws HostException, InterruptedException;

  /**
   * Waits for the next status, with a limit.
   *
   * @param limit how long at most; a question to systemd that is under way may take longer
   * @return the status; empty if there was none in that time, or once this is closed
   * @throws HostException if systemd refuses to tell
   */
  Optional<InstanceStatus> next(Duration limit) throws HostException, InterruptedException;

  /** Ends it, and the wait of whoever reads. Quick, and safe to repeat. */
  @Override
  void close();
}
