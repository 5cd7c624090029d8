package left4me.host;

import java.util.Optional;
import left4me.host.InstanceUnits.Meanwhile;
import left4me.systemd.UnitState;

/** Stops the server and sees to it that nothing of it is left running or mounted. */
final class Stop {

  private final Instance instance;
  private Optional<InstanceFilesException> markLeft = Optional.empty();

  Stop(Instance instance) {
    this.instance = instance;
  }

  /**
   * Stops it for good, whatever its files are like: systemd needs none of them.
   *
   * @throws InstanceFilesException if it is stopped, and may come back after a reboot
   */
  Outcome run() throws HostException, InterruptedException {
    // First: if this is all that is done of it, then at least it does not come back.
    try {
      instance.unmark();
    } catch (InstanceFilesException e) {
      markLeft = Optional.of(e);
    }
    Outcome outcome = server(this::keepMark);
    tellWhatIsLeft();
    return outcome;
  }

  /**
   * Stops it though its files cannot even be locked: systemd keeps two callers apart as far as a
   * stop goes.
   *
   * @param unusable why not, which is thrown when it is stopped
   */
  Outcome run(InstanceFilesException unusable) throws HostException, InterruptedException {
    markLeft = Optional.of(unusable);
    Outcome outcome = server(Meanwhile.NOTHING);
    tellWhatIsLeft();
    return outcome;
  }

  /** Stops the server alone. Whether it comes back after a reboot stays as it was. */
  Outcome server(Meanwhile meanwhile) throws HostException, InterruptedException {
    UnitState state = instance.units().state();
    // A start may wait in systemd's queue, as at boot for the network.
    boolean up = !state.isAtRest();
    if (up) {
      instance.step("Stopping the server");
      instance.units().stop(meanwhile);
      if (!state.isDown()) {
        instance.tellFailure();
      }
    } else {
      meanwhile.run();
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

  private void tellWhatIsLeft() throws InstanceFilesException {
    if (markLeft.isPresent()) {
      throw new InstanceFilesException(
          "stop "
              + instance.name()
              + ": it is stopped, but comes back after a reboot if it did so before: "
              + markLeft.get().getMessage());
    }
  }

  private void sayWhatItIs(UnitState state) throws HostException, InterruptedException {
    if (instance.exists()) {
      instance.step("It does not run");
    } else if (state.isFailed()) {
      // An admin may start a unit of any name. It would be listed as long as it is known to have
      // failed.
      instance.units().forgetFailure();
      instance.step("There is no such instance; a failed start under this name is forgotten");
    } else {
      instance.step("There is no such instance");
    }
  }
}
