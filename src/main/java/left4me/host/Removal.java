package left4me.host;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Stops an instance and removes what it consists of: what delete and reset both are. */
final class Removal {

  private final Instance instance;

  Removal(Instance instance) {
    this.instance = instance;
  }

  Outcome run() throws HostException, InterruptedException {
    if (!instance.exists()) {
      instance.step("There is no such instance");
      return Outcome.ALREADY_SO;
    }
    new Stop(instance).run();
    instance.units().forgetFailure();
    clearKernelsFolder();
    instance.step("Removing its folders");
    // The writable layer first: without its settings the instance could not be named any more.
    new TreeRemoval(instance.folders().runtime()).remove();
    new TreeRemoval(instance.folders().settings()).remove();
    return Outcome.DONE;
  }

  /** After a power loss the kernel's work/work is still there, and is root's. */
  private void clearKernelsFolder() throws HostException, InterruptedException {
    Path orphan = instance.folders().work().resolve("work");
    if (Files.exists(orphan, LinkOption.NOFOLLOW_LINKS)) {
      instance.step("Removing what an unmount that was cut short left");
      instance.units().unmount();
    }
  }
}
