package left4me.host;

import left4me.systemd.UnitState;

/** Stops the server and sees to it that nothing of it is left running or mounted. */
final class Stop {

  private final Instance instance;

  Stop(Instance instance) {
    this.instance = instance;
  }

  Outcome run() throws HostException, InterruptedException {
    // First: if this is all that is done of it, then at least it does not come back.
    instance.unmark();
    UnitState state = instance.units().state();
    boolean up = !state.isDown();
    if (up) {
      instance.step("Stopping the server");
      instance.units().stop(instance::keepMark);
    } else {
      instance.keepMark();
    }
    instance.clearOverlay();
    if (!up) {
      instance.step(instance.exists() ? "It does not run" : "There is no such instance");
      return Outcome.ALREADY_SO;
    }
    instance.step("Stopped, and its overlay is unmounted");
    return Outcome.DONE;
  }
}
