package left4me.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import left4me.systemd.UnitStatus;

/** Stages the configuration, then starts the server. */
final class Start {

  private final Instance instance;

  Start(Instance instance) {
    this.instance = instance;
  }

  Outcome run() throws HostException, InterruptedException {
    Blueprint blueprint = new InstanceSettings(instance.folders()).read();
    requireLayers(blueprint);
    UnitStatus status = instance.units().status();
    if (status.isActive() || status.activeState().equals("activating")) {
      instance.mark();
      instance.step("It runs already");
      return Outcome.ALREADY_SO;
    }
    if (!status.isDown()) {
      instance.step("Waiting for the server to stop");
      instance.units().stop();
    }
    // The kernel leaves undefined what a write below a mounted overlay does.
    instance.clearOverlay();
    stage(blueprint);
    if (status.isFailed()) {
      // The last failure, and a start limit that it ran into, are past: somebody asks for a start.
      instance.units().forgetFailure();
    }
    instance.mark();
    instance.step("Starting the server");
    instance.units().start();
    return Outcome.DONE;
  }

  /** Says which folder is missing in words of the blueprint; the helper would refuse it anyway. */
  private void requireLayers(Blueprint blueprint) throws InstanceFilesException {
    for (Path layer : blueprint.layers(instance.folders().root())) {
      if (!Files.isDirectory(layer)) {
        throw new InstanceFilesException(
            "start "
                + instance.name()
                + ": the layer "
                + layer
                + " is not there; install it first");
      }
    }
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
