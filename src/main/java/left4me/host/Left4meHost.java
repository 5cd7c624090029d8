package left4me.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.systemd.SystemdSettings;

/**
 * The game servers of this host.
 *
 * <p>Drives {@code left4me-server@NAME.service} through {@code org.freedesktop.systemd1} over
 * D-Bus, which polkit permits to user {@code left4me}; nothing here needs, or asks for, root.
 *
 * <p>Thread-safe, and shared by the whole program: it holds one connection, which is made at the
 * first need and again after it was lost. Operations on one instance wait for one another, those of
 * other processes included; different instances go in parallel. Each operation blocks its caller,
 * suits a virtual thread, and can be interrupted at every wait: it then withdraws its job from
 * systemd and leaves an instance that can be started, reset or deleted.
 *
 * <p>Every operation throws {@link HostException} where it could not do what was asked, and {@link
 * InterruptedException} if its thread was interrupted.
 *
 * <pre>{@code
 * try (Left4meHost host = Left4meHost.builder().build()) {
 *   InstanceName alpha = new InstanceName("alpha");
 *   host.initialize(alpha, Blueprint.read(Path.of("alpha.yaml")), StepListener.NONE);
 *   host.start(alpha, step -> System.out.println(step.sentence()));
 * }
 * }</pre>
 */
public final class Left4meHost implements AutoCloseable {

  private final Path root;
  private final Duration jobLimit;
  private final Duration lockLimit;
  private final Systemd systemd;

  private Left4meHost(Builder builder) {
    this.root = builder.root;
    this.jobLimit = builder.jobLimit;
    this.lockLimit = builder.lockLimit;
    this.systemd = new Systemd(builder.systemd);
  }

  /** Begins with the standard settings. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Makes an instance from a blueprint, or gives it another one. Safe to repeat. While it runs, the
   * files are replaced and nothing else is touched.
   *
   * @return {@link Outcome#DONE}, or {@link Outcome#AT_NEXT_START} while it runs
   */
  public Outcome initialize(InstanceName name, Blueprint blueprint, StepListener listener)
      throws HostException, InterruptedException {
    return locked("initialize", name, listener, i -> new Initialization(i).run(blueprint));
  }

  /**
   * Stages the configuration, starts the server, and has it come back after a reboot. Returns when
   * its program runs.
   *
   * @return {@link Outcome#DONE}, or {@link Outcome#ALREADY_SO} if it runs, or was being started,
   *     already
   * @throws NotInitializedException if it was never initialized
   * @throws UnitFailedException if it did not come up; the message says why
   */
  public Outcome start(InstanceName name, StepListener listener)
      throws HostException, InterruptedException {
    return locked("start", name, listener, i -> new Start(i).run());
  }

  /**
   * Stops the server, which then no longer comes back after a reboot. Returns when its processes
   * are gone and its overlay is unmounted.
   *
   * @return {@link Outcome#DONE}, or {@link Outcome#ALREADY_SO} if it did not run
   */
  public Outcome stop(InstanceName name, StepListener listener)
      throws HostException, InterruptedException {
    return locked("stop", name, listener, i -> new Stop(i).run());
  }

  /**
   * Stops the server and starts it again with its configuration staged anew.
   *
   * @return {@link Outcome#DONE}
   * @throws NotInitializedException if it was never initialized; it is then not stopped either
   */
  public Outcome restart(InstanceName name, StepListener listener)
      throws HostException, InterruptedException {
    return locked(
        "restart",
        name,
        listener,
        i -> {
          new InstanceSettings(i.folders()).read();
          new Stop(i).run();
          return new Start(i).run();
        });
  }

  /**
   * Stops the server and removes all that it wrote, and its settings: the next initialize and start
   * begin from the blueprint.
   *
   * @return {@link Outcome#DONE}, or {@link Outcome#ALREADY_SO} if there is no such instance
   */
  public Outcome reset(InstanceName name, StepListener listener)
      throws HostException, InterruptedException {
    return locked("reset", name, listener, i -> new Removal(i).run());
  }

  /**
   * Stops the server and removes the instance.
   *
   * @return {@link Outcome#DONE}, or {@link Outcome#ALREADY_SO} if there is no such instance
   */
  public Outcome delete(InstanceName name, StepListener listener)
      throws HostException, InterruptedException {
    return locked("delete", name, listener, i -> new Removal(i).run());
  }

  /**
   * Asks how an instance does. Waits for no other operation. An instance that does not exist has a
   * status as well, which says so.
   */
  public InstanceStatus status(InstanceName name) throws HostException, InterruptedException {
    Instance instance = instance(name, StepListener.NONE);
    return StatusReader.read(instance);
  }

  /**
   * The last lines that an instance's server and the helper before it printed, oldest first; empty
   * if the caller may not read them. For more, and to follow: {@code journalctl --namespace=left4me
   * -u left4me-server@NAME.service}.
   *
   * @param count how many at most
   */
  public List<String> lastLines(InstanceName name, int count) throws InterruptedException {
    return instance(name, StepListener.NONE).units().lastLines(count);
  }

  /** The instances that were initialized, sorted. */
  public List<InstanceName> instances() throws HostException {
    return InstanceList.initialized(root);
  }

  /** The instances that come back after a reboot, sorted. */
  public List<InstanceName> marked() throws HostException {
    return InstanceList.marked(root);
  }

  /** Mounts an instance's tree for who needs it without a running server. */
  public OverlayMounter overlayMounter() {
    return new UnitOverlayMounter(this, root);
  }

  /** What of this host works without its files: for callers that are not user {@code left4me}. */
  public UnitControl units() {
    return new UnitControl(this);
  }

  /** Ends the connection to systemd. Operations of other threads end with an exception. */
  @Override
  public void close() {
    systemd.close();
  }

  interface Operation {
    Outcome run(Instance instance) throws HostException, InterruptedException;
  }

  /** Runs an operation while no other caller works on the instance. */
  Outcome locked(String verb, InstanceName name, StepListener listener, Operation operation)
      throws HostException, InterruptedException {
    if (Files.exists(root) && !Files.isWritable(root)) {
      throw new NotAuthorizedException(
          verb
              + " "
              + name
              + ": this needs the files in "
              + root
              + ", which are not yours; run it as user left4me, or as root, who becomes left4me");
    }
    Instance instance = instance(name, listener);
    try (InstanceLock lock = InstanceLock.acquire(instance.folders(), verb, lockLimit)) {
      return operation.run(instance);
    }
  }

  Instance instance(InstanceName name, StepListener listener) {
    InstanceFolders folders = new InstanceFolders(root, name);
    return new Instance(folders, new InstanceUnits(systemd, folders, jobLimit), listener);
  }

  /** The settings of a {@link Left4meHost}. Not thread-safe. */
  public static final class Builder {

    private Path root = Path.of("/var/lib/left4me");
    private Duration jobLimit = Duration.ofSeconds(90);
    private Duration lockLimit = Duration.ofMinutes(2);
    private SystemdSettings systemd = SystemdSettings.systemBus();

    private Builder() {}

    /** The root of all instances; {@code /var/lib/left4me} if not set. */
    public Builder root(Path root) {
      if (!root.isAbsolute()) {
        throw new IllegalArgumentException("the root is not an absolute path: " + root);
      }
      this.root = root.normalize();
      return this;
    }

    /** The D-Bus address of systemd's bus; the system bus if not set. */
    public Builder busAddress(String address) {
      this.systemd = systemd.withBusAddress(address);
      return this;
    }

    /** How long one job of systemd may take before it is withdrawn; 90 s if not set. */
    public Builder jobLimit(Duration limit) {
      this.jobLimit = limit;
      return this;
    }

    /** How long to wait for another caller of the same instance; two minutes if not set. */
    public Builder lockLimit(Duration limit) {
      this.lockLimit = limit;
      return this;
    }

    /** Has polkit ask the person at the terminal for a password where it wants one. */
    public Builder passwordPrompt() {
      this.systemd = systemd.withPasswordPrompt();
      return this;
    }

    /** Makes the host; connects to nothing yet. */
    public Left4meHost build() {
      return new Left4meHost(this);
    }
  }
}
