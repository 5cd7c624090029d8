package left4me.host;

import java.util.concurrent.Semaphore;

/**
 * Lets so many servers be started at once, and so many stopped, and has the others wait for their
 * turn, first come, first served.
 *
 * <p>A start is work for a processor: the helper, the scan, the sandbox. More of them at once end
 * no earlier, but they are of left4me.slice, which has ten times the weight of what they wait for:
 * systemd, the bus and polkit. With 64 on a busy machine those took more than the 30 s in which a
 * call has to be answered, and the helpers of 64 stops more than the TimeoutStopSec of their units.
 *
 * <p>A stop may also be no work at all, but wait for a server that takes its time. So more of them
 * go at once, and no start waits for a stop of another instance.
 *
 * <p>A wait for a turn has no limit of its own, and can be interrupted: whoever has a turn ends
 * within the limits of a job and of the calls about it.
 *
 * <p>Thread-safe.
 */
final class JobTurns {

  /** Enough to keep a processor busy while some wait for the bus, polkit or the disk. */
  private static final int STARTS_FOR_EACH_PROCESSOR = 4;

  private static final int STOPS_FOR_EACH_PROCESSOR = 8;

  private final Semaphore starts;
  private final Semaphore stops;

  JobTurns() {
    this(Runtime.getRuntime().availableProcessors());
  }

  JobTurns(int processors) {
    starts = new Semaphore(STARTS_FOR_EACH_PROCESSOR * processors, true);
    stops = new Semaphore(STOPS_FOR_EACH_PROCESSOR * processors, true);
  }

  /**
   * A job, from asking for it to its end.
   *
   * @param <T> what is known then
   */
  interface Work<T> {
    T run() throws HostException, InterruptedException;
  }

  /** Waits for a turn to start, and starts. */
  <T> T start(Work<T> start) throws HostException, InterruptedException {
    return inTurn(starts, start);
  }

  /** Waits for a turn to stop, and stops. */
  <T> T stop(Work<T> stop) throws HostException, InterruptedException {
    return inTurn(stops, stop);
  }

  private static <T> T inTurn(Semaphore turns, Work<T> work)
      throws HostException, InterruptedException {
    turns.acquire();
    try {
      return work.run();
    } finally {
      turns.release();
    }
  }
}
