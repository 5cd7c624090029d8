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
      sayWhatItIs(state);
      return Outcome.ALREADY_SO;
    }
    instance.step("Stopped, and its overlay is unmounted");
    return Outcome.DONE;
  }

  private void sayWhatItIs(UnitState state) throws HostException, InterruptedException {
    if (instance.exists()) {
      instance.step("It does not run");
    } else if (state.isFailed()) {
      // An admin may start a unit of any name. It would be listed as long as it is known to have
      // failed.
      instance.units().forgetFailure();
      instance.step("There is no such instance; that one was started, and failed, is forgotten");
    } else {
      instance.step("There is no such instance");
    }
  }
}
