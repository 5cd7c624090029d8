package left4me.host;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import left4me.instance.InstanceName;
import left4me.systemd.UnitState;

/** Makes an instance from its blueprint, or gives it another one. */
final class Initialization {

  private final Instance instance;

  Initialization(Instance instance) {
    this.instance = instance;
  }

  Outcome run(Blueprint blueprint) throws HostException, InterruptedException {
    OwnFolders.requireOpen("initialize " + instance.name(), instance.folders());
    blueprint.portNote().ifPresent(instance::step);
    warnOfOthers(blueprint.port());
    boolean known = instance.exists();
    UnitState state = known ? instance.units().state() : UnitState.NOT_LOADED;
    // With a start in systemd's queue it may be mounted at any moment.
    boolean up = !state.isAtRest();
    if (!up) {
      new TreeRemoval(instance.folders().runtime()).completeEarlier();
      new TreeRemoval(instance.folders().settings()).completeEarlier();
    }
    try {
      if (!up) {
        // Refused only by the staging, it would leave new files beside what is staged of old ones.
        new Staging(instance.folders()).check(blueprint);
      }
      instance.step("Writing spec.yaml, server.cfg and instance.env");
      new InstanceSettings(instance.folders()).write(blueprint);
      // Asked again, as what is above takes a while, and an admin's start knows nothing of this
      // instance's lock. A new instance had nothing to start with, and needs no systemd.
      UnitState now = up || !known ? state : instance.units().state();
      if (!now.isAtRest()) {
        instance.step(whenItTakesEffect(now));
        return Outcome.AT_NEXT_START;
      }
      instance.clearOverlay();
      instance.step("Staging the configuration");
      new Staging(instance.folders()).stage(blueprint);
      return Outcome.DONE;
    } catch (ClosedByInterruptException e) {
      throw Interrupts.of(e, "while " + instance.name() + " was initialized");
    } catch (IOException e) {
      throw new InstanceFilesException("initialize " + instance.name(), e);
    }
  }

  private static String whenItTakesEffect(UnitState state) {
    if (state.isAwaitingRestart()) {
      return "systemd starts the server again and again: stop and start it for this to take effect";
    }
    return state.isDown()
        ? "The server is about to start: this takes effect at the start after that"
        : "The server runs: this takes effect at its next start";
  }

  /** The text is what the next start goes by, and what was checked. */
  static void requireItsText(Blueprint blueprint) throws BlueprintException {
    String name = "the blueprint's source";
    if (!Blueprint.parse(blueprint.source(), name).equals(blueprint)) {
      throw new BlueprintException(
          name, "says something else than its values; make the blueprint by parse or read");
    }
  }

  private void warnOfOthers(int port) throws InstanceFilesException {
    List<String> others =
        InstanceList.withPort(instance.folders().root(), port).stream()
            .filter(name -> !name.equals(instance.name()))
            .map(InstanceName::value)
            .toList();
    if (!others.isEmpty()) {
      instance.step(
          "Port "
              + port
              + " is that of "
              + String.join(", ", others)
              + " as well: one runs at a time");
    }
  }
}
