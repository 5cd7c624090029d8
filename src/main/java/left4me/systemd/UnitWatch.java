package left4me.systemd;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The units of one template, and each change of them as systemd announces it. Of a {@link
 * ServiceManager}: {@link ServiceManager#watch}.
 *
 * <p>A change is one of active state, sub-state, result, main process, its end, invocation or
 * restarts. Changes come in systemd's order. Where signals were, or may have been, lost (the bus
 * was, systemd reloaded or started anew, the reader fell far behind), the units are looked at, and
 * what differs from what was told last is told. What the kernel accounts for is not in these
 * statuses, nor is what no signal tells: the load state, the control group; and the commands are in
 * those of a failure alone.
 *
 * <p>Thread-safe, but meant for one reader: each status goes to one. No thread stands behind it.
 */
public interface UnitWatch extends AutoCloseable {

  /**
   * Waits for the next status. Connects again if the bus was lost, for as long as it takes.
   *
   * @param limit how long to wait at most; a call to systemd that is under way may take longer
   * @return the status; empty if there was none in that time, or once this is closed
   * @throws SystemdException if systemd refuses to tell
   * @throws InterruptedException if the thread was interrupted
   */
  Optional<UnitStatus> next(Duration limit) throws InterruptedException;

  /**
   * Takes the statuses that are there by now, in their order, without waiting and without asking
   * systemd: for who looks at something else for each, and need do so only once for them all. Ends
   * before a failure whose command {@link #next} has to ask for.
   *
   * @return the statuses; none if there are none, or once this is closed
   */
  List<UnitStatus> ready();

  /**
   * Has the last status of a unit told once more: something else about it changed. Does not block.
   */
  void again(UnitName unit);

  /** Whether this was closed, or what it is of. */
  boolean isClosed();

  /** Ends it, and the wait of whoever reads. Quick, and safe to repeat. */
  @Override
  void close();
}
