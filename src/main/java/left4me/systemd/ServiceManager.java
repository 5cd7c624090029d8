package left4me.systemd;

import java.util.Collection;
import java.util.List;
import left4me.systemd.dbus.DbusServiceManager;

/**
 * systemd, as far as we use it: start, stop and restart units, and ask for their status.
 *
 * <p>Thread-safe, and made for many (virtual) threads over one connection. Each call blocks at most
 * for {@link SystemdSettings#callLimit}, can be interrupted, and holds no thread but the caller's.
 * A call fails with a {@link SystemdException}; a lost bus ends all of them at once, and the next
 * call connects again. A systemd that re-executes itself is waited for.
 *
 * <p>Close it: a forgotten one does not keep the JVM alive, but costs time at its end.
 */
public interface ServiceManager extends AutoCloseable {

  /**
   * Connects to systemd.
   *
   * @param settings how
   * @return a connection that is up
   * @throws SystemdException if it cannot be had
   * @throws InterruptedException if the thread was interrupted
   */
  static ServiceManager connect(SystemdSettings settings) throws InterruptedException {
    return DbusServiceManager.connect(settings);
  }

  /**
   * Makes one that connects when it is first called, as it does after a loss.
   *
   * @param settings how
   */
  static ServiceManager unconnected(SystemdSettings settings) {
    return DbusServiceManager.unconnected(settings);
  }

  /**
   * Has systemd start a unit. One that is active already gives a job that ends with {@code done}
   * and changes nothing.
   *
   * <p>The job mode is {@code replace}: a queued job that contradicts it is cancelled. If the
   * thread is interrupted, or time runs out, before systemd has answered, then the job that it may
   * still make is cancelled as soon as its name is known. Who was interrupted waits for that, two
   * seconds at most: else the unit would be seen down, and come up then.
   *
   * @param unit the unit
   * @return the job, to be waited for
   * @throws SystemdException.NoSuchUnit if there is no such unit
   * @throws SystemdException.AccessDenied if the caller may not do that
   * @throws SystemdException if it cannot be asked
   * @throws InterruptedException if the thread was interrupted
   */
  Job start(UnitName unit) throws InterruptedException;

  /**
   * Has systemd stop a unit; otherwise like {@link #start}. A unit that is not active gives a job
   * that ends with {@code done}. One that systemd never loaded is {@code NoSuchUnit}.
   */
  Job stop(UnitName unit) throws InterruptedException;

  /**
   * Has systemd stop a unit and start it again, or start it if it is not active; otherwise like
   * {@link #start}. If systemd re-executes itself while it is asked, it may be asked a second time.
   */
  Job restart(UnitName unit) throws InterruptedException;

  /**
   * Makes systemd forget that a unit failed, and how often it was started lately.
   *
   * @throws SystemdException.NoSuchUnit if the unit is not loaded, so that there is nothing to
   *     forget
   */
  void resetFailed(UnitName unit) throws InterruptedException;

  /**
   * Asks whether a unit is up. That is much less work for systemd than a {@link #status}: it loads
   * no unit for it, and looks at no file.
   *
   * @param unit the unit
   * @return what systemd says; {@link UnitState#NOT_LOADED} if it holds nothing about the unit
   */
  default UnitState state(UnitName unit) throws InterruptedException {
    return askState(unit).await();
  }

  /**
   * Asks as {@link #state} does, and leaves the caller to do something else until the answer.
   *
   * @param unit the unit
   * @return the answer, to be waited for
   */
  Pending<UnitState> askState(UnitName unit) throws InterruptedException;

  /**
   * Asks for a unit's status. Unknown units have one as well.
   *
   * @param unit the unit
   * @return what systemd says
   */
  UnitStatus status(UnitName unit) throws InterruptedException;

  /**
   * Asks for the status of several units at once, which is faster than one after the other. Those
   * of services that run are without their commands, none of which can have failed.
   *
   * @param units the units
   * @return one status for each, in their order
   */
  List<UnitStatus> statuses(Collection<UnitName> units) throws InterruptedException;

  /**
   * Asks which units of a template systemd has loaded: those that are up, on their way, or failed,
   * and those that somebody asks about just now.
   *
   * @param template the template's name without {@code @} and type, such as {@code left4me-server}
   */
  List<UnitName> loaded(String template) throws InterruptedException;

  /**
   * Watches the units of a template. The status of each that is loaded comes first.
   *
   * @param template as for {@link #loaded}
   * @return the watch, which has to be closed
   * @throws SystemdException if it cannot begin
   */
  UnitWatch watch(String template) throws InterruptedException;

  /** Ends the connection, and every call that is in flight. Quick, and safe to repeat. */
  @Override
  void close();
}
