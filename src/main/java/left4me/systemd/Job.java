package left4me.systemd;

import java.time.Duration;

/**
 * A job of systemd's queue that a call of ours made, or joined: systemd gives two concurrent starts
 * of one unit the same job.
 *
 * <p>Thread-safe; several threads may wait for one job.
 */
public interface Job {

  /** The unit that the job is for. */
  UnitName unit();

  /** The job's object path, by which {@link UnitStatus#jobPath()} names it as long as it exists. */
  String path();

  /**
   * Waits until the job has ended.
   *
   * <p>systemd may lose the signal that says so while it reloads. So, whenever the wait gets long
   * and whenever systemd reloads or starts anew, the unit's real state is looked at; if the job is
   * gone, that state is taken for the result: {@code done} if the unit is where the job was to
   * bring it, {@code failed} if it failed, else {@code canceled}.
   *
   * @param limit how long at most; a last look at the unit may take two seconds more
   * @return how it ended, whatever that was
   * @throws InterruptedException if the thread was interrupted; the job goes on, see {@link
   *     #cancel}
   * @throws SystemdException.TimedOut if the job still exists; it goes on
   * @throws SystemdException.Disconnected if the bus was lost; the job goes on
   */
  JobResult await(Duration limit) throws InterruptedException;

  /**
   * Takes the job out of systemd's queue, so that it ends with {@code canceled}. systemd allows
   * that to whoever made the job on the connection that made it. It ends the job for everybody who
   * joined it. What systemd has begun to start for it is not stopped by this.
   *
   * @return false if the job had ended already
   * @throws InterruptedException if the thread was interrupted while waiting for the answer
   */
  boolean cancel() throws InterruptedException;

  /**
   * Waits like {@link #await}, and cancels the job if the wait is interrupted or its limit passes.
   *
   * @param limit how long at most
   * @return how it ended
   * @throws InterruptedException if the thread was interrupted; the job was cancelled
   * @throws SystemdException.TimedOut if the job still existed; it was cancelled
   */
  default JobResult awaitOrCancel(Duration limit) throws InterruptedException {
    try {
      return await(limit);
    } catch (InterruptedException | SystemdException.TimedOut cause) {
      try {
        cancel();
      } catch (SystemdException cancelling) {
        cause.addSuppressed(cancelling);
      }
      throw cause;
    }
  }
}
