package left4me.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import left4me.host.InstanceUnits.Meanwhile;
import left4me.host.InstanceUnits.PendingState;
import left4me.systemd.UnitState;

/** Stages the configuration, then starts the server. */
final class Start {

  private final Instance instance;
  private final String verb;
  private final RecentBlueprints blueprints;

  /**
   * Prepares it.
   *
   * @param verb what was asked for, of which this is a part
   * @param blueprints those of earlier starts
   */
  Start(Instance instance, String verb, RecentBlueprints blueprints) {
    this.instance = instance;
    this.verb = verb;
    this.blueprints = blueprints;
  }

  Outcome run() throws HostException, InterruptedException {
    PendingState asked = instance.units().askState();
    Blueprint blueprint;
    try {
      blueprint = settings();
    } catch (HostException unusable) {
      return withoutSettings(asked.await(), unusable);
    }
    // While systemd answers.
    MountedTrees mounted = instance.mounted();
    UnitState state = asked.await();
    if (state.isActive()) {
      instance.mark();
      instance.keepMark();
      instance.step("It runs already");
      return Outcome.ALREADY_SO;
    }
    if (isStarting(state)) {
      // By systemctl, or for a caller that was killed or interrupted: this joins it.
      instance.mark();
      instance.step("It is being started already");
      instance.units().start(instance::keepMark);
      return Outcome.ALREADY_SO;
    }
    requireLayers(blueprint);
    if (!state.isDown()) {
      // It is on its way down, or failed and waits for systemd's own next try.
      instance.step("Waiting for the last run to end");
      instance.units().stop(Meanwhile.NOTHING);
      mounted = instance.mounted();
    }
    // The kernel leaves undefined what a write below a mounted overlay does.
    instance.clearOverlay(mounted);
    stage(blueprint);
    if (state.isFailed() || state.isAwaitingRestart()) {
      // The last failure, and a start limit that it ran into, are past: somebody asks for a start.
      instance.units().forgetFailure();
    }
    instance.mark();
    instance.step("Starting the server");
    instance.units().start(instance::keepMark);
    return Outcome.DONE;
  }

  /** One that runs needs none of them, until its next start. */
  private Outcome withoutSettings(UnitState state, HostException unusable)
      throws HostException, InterruptedException {
    if (!state.isActive() || !Files.isDirectory(instance.folders().settings())) {
      throw unusable;
    }
    instance.mark();
    instance.keepMark();
    instance.step("It runs already");
    instance.step("Its next start would be refused: " + unusable.getMessage());
    return Outcome.ALREADY_SO;
  }

  /** Refuses what a start would, as far as the files tell, while nothing is changed yet. */
  void check() throws HostException {
    Blueprint blueprint = settings();
    requireLayers(blueprint);
    try {
      new Staging(instance.folders()).check(blueprint);
    } catch (IOException e) {
      throw new InstanceFilesException(verb + " " + instance.name(), e);
    }
  }

  private Blueprint settings() throws HostException {
    return new InstanceSettings(instance.folders()).read(verb, blueprints);
  }

  /** Or is about to, from systemd's queue. */
  private static boolean isStarting(UnitState state) {
    return state.isDown()
        ? state.queued()
        : state.activeState().equals("activating") && !state.isAwaitingRestart();
  }

  /** Says which folder is missing in words of the blueprint; the helper would refuse it anyway. */
  private void requireLayers(Blueprint blueprint) throws InstanceFilesException {
    for (Path layer : blueprint.layers(instance.folders().root())) {
      try {
        if (!Files.readAttributes(layer, BasicFileAttributes.class).isDirectory()) {
          throw layer(layer, "is not a folder; overlays are");
        }
      } catch (NoSuchFileException e) {
        throw layer(layer, "is not there; install it first");
      } catch (IOException e) {
        // In a folder that is closed to us: the helper may look into it, and says what it finds.
      }
    }
  }

  private InstanceFilesException layer(Path layer, String problem) {
    return new InstanceFilesException(
        verb + " " + instance.name() + ": the layer " + layer + " " + problem);
  }

  private void stage(Blueprint blueprint) throws InstanceFilesException {
    try {
      var staged = new Staging(instance.folders()).stage(blueprint);
      instance.step("Staged " + String.join(", ", staged));
    } catch (IOException e) {
      throw new InstanceFilesException("stage the configuration of " + instance.name(), e);
    }
  }
}
