package left4me.host;

import java.util.Optional;
import left4me.systemd.UnitState;

/** Stops the server and sees to it that nothing of it is left running or mounted. */
final class Stop {

  private final Instance instance;
  private Optional<InstanceFilesException> markLeft = Optional.empty();

  Stop(Instance instance) {
    this.instance = instance;
  }

  /**
   * Stops it, whatever its files are like: systemd needs none of them.
   *
   * @throws InstanceFilesException if it is stopped, and may come back after a reboot
   */
  Outcome run() throws HostException, InterruptedException {
    Outcome outcome = stop();
    if (markLeft.isPresent()) {
      throw new InstanceFilesException(
          "stop "
              + instance.name()
              + ": it is stopped, but this failed: "
              + markLeft.get().getMessage());
    }
    return outcome;
  }

  private Outcome stop() throws HostException, InterruptedException {
    // First: if this is all that is done of it, then at least it does not come back.
    try {
      instance.unmark();
    } catch (InstanceFilesException e) {
      markLeft = Optional.of(e);
    }
    UnitState state = instance.units().state();
    boolean up = !state.isDown();
    if (up) {
      instance.step("Stopping the server");
      instance.units().stop(this::keepMark);
    } else {
      keepMark();
    }
    instance.clearOverlay();
    if (!up) {
      sayWhatItIs(state);
      return Outcome.ALREADY_SO;
    }
    instance.step("Stopped, and its overlay is unmounted");
    return Outcome.DONE;
  }

  private void keepMark() throws InterruptedException {
    try {
      instance.keepMark();
    } catch (InstanceFilesException e) {
      markLeft = Optional.of(markLeft.orElse(e));
    }
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
