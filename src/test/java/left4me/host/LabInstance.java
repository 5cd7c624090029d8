package left4me.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.lab.StandIn;

/** One instance of a test on the booted host. It is deleted at the end, whatever became of it. */
final class LabInstance implements AutoCloseable {

  private final Left4meHost host;
  private final InstanceFolders folders;
  private final List<String> steps = new ArrayList<>();

  LabInstance(Left4meHost host, String name) {
    this.host = host;
    this.folders = new InstanceFolders(StandIn.ROOT, new InstanceName(name));
  }

  InstanceName name() {
    return folders.name();
  }

  InstanceFolders folders() {
    return folders;
  }

  Path merged() {
    return folders.merged();
  }

  List<String> steps() {
    return steps;
  }

  Outcome initialize(String blueprint) throws Exception {
    return host.initialize(name(), Blueprint.parse(blueprint, "test"), this::note);
  }

  Outcome start() throws Exception {
    return host.start(name(), this::note);
  }

  Outcome stop() throws Exception {
    return host.stop(name(), this::note);
  }

  Outcome reset() throws Exception {
    return host.reset(name(), this::note);
  }

  InstanceStatus status() throws Exception {
    return host.status(name());
  }

  private void note(Step step) {
    steps.add(step.sentence());
  }

  @Override
  public void close() throws Exception {
    host.delete(name(), StepListener.NONE);
  }
}
