package left4me.host;

import left4me.host.InstanceUnits.Meanwhile;
import left4me.instance.InstanceName;
import left4me.systemd.UnitState;

/**
 * What of a host works without its files: systemd's part alone. For members of group {@code
 * left4me-admin}, who are not user {@code left4me}; polkit permits them the same units.
 *
 * <p>It does less than {@link Left4meHost}: nothing is staged, so that a start runs with what was
 * staged last; what comes back after a reboot stays as it was; and nothing keeps two callers of one
 * instance apart but systemd itself. Thread-safe, like the host that it is of.
 */
public final class UnitControl {

  private final Left4meHost host;

  UnitControl(Left4meHost host) {
    this.host = host;
  }

  /**
   * Starts the unit.
   *
   * @return {@link Outcome#DONE}, or {@link Outcome#ALREADY_SO} if it runs already
   */
  public Outcome start(InstanceName name, StepListener listener)
      throws HostException, InterruptedException {
    return host.listened("start", name, listener, UnitControl::start);
  }

  private static Outcome start(Instance instance) throws HostException, InterruptedException {
    UnitState state = instance.units().state();
    if (state.isActive()) {
      instance.step("It runs already");
      return Outcome.ALREADY_SO;
    }
    beginAnew(instance, state);
    instance.step("Starting the server with the configuration that was staged last");
    instance.units().start(Meanwhile.NOTHING);
    instance.step("Whether it comes back after a reboot is as it was");
    return Outcome.DONE;
  }

  /** The last failure, and how often systemd has started it since, are past: somebody asks. */
  private static void beginAnew(Instance instance, UnitState state)
      throws HostException, InterruptedException {
    if (state.isFailed() || state.isAwaitingRestart()) {
      instance.units().forgetFailure();
    }
  }

  /**
   * Stops the unit.
   *
   * @return {@link Outcome#DONE}, or {@link Outcome#ALREADY_SO} if it did not run
   */
  public Outcome stop(InstanceName name, StepListener listener)
      throws HostException, InterruptedException {
    return host.listened("stop", name, listener, UnitControl::stop);
  }

  private static Outcome stop(Instance instance) throws HostException, InterruptedException {
    UnitState state = instance.units().state();
    if (state.isAtRest()) {
      instance.step("It does not run");
      return Outcome.ALREADY_SO;
    }
    instance.step("Stopping the server");
    instance.units().stop(Meanwhile.NOTHING);
    if (!state.isDown()) {
      instance.tellFailure();
    }
    instance.step("Stopped; whether it comes back after a reboot is as it was");
    return Outcome.DONE;
  }

  /**
   * Restarts the unit.
   *
   * @return {@link Outcome#DONE}
   */
  public Outcome restart(InstanceName name, StepListener listener)
      throws HostException, InterruptedException {
    return host.listened("restart", name, listener, UnitControl::restart);
  }

  private static Outcome restart(Instance instance) throws HostException, InterruptedException {
    beginAnew(instance, instance.units().state());
    instance.step("Restarting the server with the configuration that was staged last");
    instance.units().restart();
    return Outcome.DONE;
  }
}
