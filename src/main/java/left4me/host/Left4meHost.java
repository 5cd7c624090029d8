package left4me.host;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;

/**
 * The game servers of this host.
 *
 * <p>Drives {@code left4me-server@NAME.service} through {@code org.freedesktop.systemd1} over
 * D-Bus, which polkit permits to user {@code left4me}; nothing here needs, or asks for, root.
 *
 * <p>Thread-safe, and shared by the whole program: it holds one connection, which is made at the
 * first need and again after it was lost. Operations on one instance wait for one another, those of
 * other processes included; different instances go in parallel, four starts for each processor and
 * eight stops: the others wait for their turn, as more at once would end no earlier. Each operation
 * blocks its caller, suits a virtual thread, and can be interrupted at every wait: it then
 * withdraws its job from systemd and leaves an instance that can be started, reset or deleted.
 *
 * <p>Every operation throws {@link HostException} where it could not do what was asked, and {@link
 * InterruptedException} if its thread was interrupted.
 *
 * {@snippet class="left4me.example.Snippets" region="run"}
 */
public final class Left4meHost implements AutoCloseable {

  private final HostSettings settings;
  private final Systemd systemd;
  private final SettingsChanges changes;
  private final JobTurns turns = new JobTurns();
  private final RecentBlueprints blueprints = new RecentBlueprints();

  Left4meHost(HostSettings settings) {
    this(settings, new Systemd(settings.systemd()));
  }

  Left4meHost(HostSettings settings, Systemd systemd) {
    this.settings = settings;
    this.systemd = systemd;
    this.changes = new SettingsChanges(settings.root());
  }

  /** Begins with the standard settings. */
  public static Left4meHostBuilder builder() {
    return new Left4meHostBuilder();
  }

  /**
   * Whether this process's user is the one who works with the files of a root's instances, as user
   * {@code left4me} does; others have {@link #units}.
   *
   * @param root the root of all instances
   */
  public static boolean ownsFiles(Path root) {
    return !OwnFolders.areOfAnother(root);
  }

  /**
   * Makes an instance from a blueprint, or gives it another one. Safe to repeat. While it runs, the
   * files are replaced and nothing else is touched.
   *
   * @return {@link Outcome#DONE}, or {@link Outcome#AT_NEXT_START} while it runs
   * @throws BlueprintException if the blueprint was not made by {@link Blueprint#read} or {@link
   *     Blueprint#parse}, and is not what its source says; nothing was written
   */
  public Outcome initialize(InstanceName name, Blueprint blueprint, StepListener listener)
      throws HostException, InterruptedException {
    Initialization.requireItsText(blueprint);
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
    return locked("start", name, listener, i -> new Start(i, "start", blueprints).run());
  }

  /**
   * Stops the server, which then no longer comes back after a reboot. Returns when its processes
   * are gone and its overlay is unmounted.
   *
   * @return {@link Outcome#DONE}, or {@link Outcome#ALREADY_SO} if it did not run
   * @throws InstanceFilesException if its files could not be changed: then it is stopped all the
   *     same, and may come back after a reboot
   */
  public Outcome stop(InstanceName name, StepListener listener)
      throws HostException, InterruptedException {
    InstanceLock lock;
    try {
      lock = lock("stop", name);
    } catch (InstanceFilesException unusable) {
      return listened("stop", name, listener, i -> new Stop(i).run(unusable));
    }
    try (lock) {
      return listened("stop", name, listener, i -> new Stop(i).run());
    }
  }

  /**
   * Stops the server and starts it again with its configuration staged anew. It comes back after a
   * reboot from then on, even if the start fails.
   *
   * @return {@link Outcome#DONE}
   * @throws NotInitializedException if it was never initialized; it is then not stopped either
   * @throws InstanceFilesException if its files cannot be used, or a layer is missing; if that was
   *     to be seen before, it is not stopped either
   */
  public Outcome restart(InstanceName name, StepListener listener)
      throws HostException, InterruptedException {
    return locked(
        "restart",
        name,
        listener,
        i -> {
          Start start = new Start(i, "restart", blueprints);
          start.check();
          // It is wanted up: should this end in between, it is not to be forgotten.
          i.mark();
          new Stop(i).server(i::keepMark);
          return start.run();
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
    return statuses().of(List.of(name)).getFirst();
  }

  /**
   * Asks how all instances do: those that were initialized, and those that run without their
   * settings. A caller who may not look below the root sees those that systemd knows, which is the
   * case while they run or have failed.
   *
   * @return their statuses, sorted by name
   */
  public List<InstanceStatus> list() throws HostException, InterruptedException {
    return statuses().all();
  }

  /**
   * Asks how several instances do, in about the time that one takes.
   *
   * @return their statuses, in the order of the names
   */
  public List<InstanceStatus> statuses(Collection<InstanceName> names)
      throws HostException, InterruptedException {
    return statuses().of(names);
  }

  /**
   * Watches how all instances do. What is known of each comes first, then every change.
   *
   * {@snippet class="left4me.example.Snippets" region="watch"}
   *
   * @return the watch, which has to be closed
   */
  public StatusWatch watch() throws HostException, InterruptedException {
    return InstanceWatch.open(systemd, changes, statuses());
  }

  /**
   * What an instance's server, and the helper before and after it, printed. It is read from the
   * servers' own journal, which user {@code left4me} and group {@code left4me-admin} may read.
   *
   * {@snippet class="left4me.example.Snippets" region="follow"}
   *
   * @param request which lines
   * @return the lines, to be closed
   * @throws JournalException if the journal cannot be read
   */
  public LogStream logs(InstanceName name, LogRequest request) throws JournalException {
    return logs(List.of(name), request);
  }

  /**
   * The last lines that an instance's server, and the helper before and after it, printed in the
   * run that a status is of. If that run failed, lines that the journal came by too late to know
   * their run are among them; {@link LogRequest#ofRun} leaves those out.
   *
   * @param status the instance's, as it was told of lately
   * @param count how many at most
   * @return the lines, oldest first
   * @throws JournalException if the journal cannot be read
   */
  public List<LogLine> lastLines(InstanceStatus status, int count)
      throws HostException, InterruptedException {
    UnitName server = UnitNames.server(status.name());
    UnitStatus now = systemd.ask("status " + status.name(), manager -> manager.status(server));
    LastLines lines =
        now.invocation().equals(status.invocation())
            ? LastLines.of(now)
            : new LastLines(server, status.invocation(), Optional.empty());
    return lines.now(count);
  }

  /**
   * What several instances printed, in one stream.
   *
   * @param names the instances, one at least
   * @param request which lines, counted over all of them
   * @return the lines, to be closed
   * @throws JournalException if the journal cannot be read
   */
  public LogStream logs(Collection<InstanceName> names, LogRequest request)
      throws JournalException {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no instance named");
    }
    Journal.Query query = Journal.Query.of(names, request);
    if (!request.follow() || request.lines() == LogRequest.ALL) {
      return JournalStream.open(query);
    }
    return request.lines() == 0
        ? JournalStream.open(query.from(Instant.now()))
        : FollowedLog.open(query);
  }

  /** The instances that were initialized, sorted. */
  public List<InstanceName> instances() throws HostException {
    return InstanceList.initialized(settings.root());
  }

  /** The instances that come back after a reboot, sorted. */
  public List<InstanceName> marked() throws HostException {
    return InstanceList.marked(settings.root());
  }

  /** Mounts an instance's tree for who needs it without a running server. */
  public OverlayMounter overlayMounter() {
    return new UnitOverlayMounter(this, settings.root());
  }

  /** The long operations of this host as futures. */
  public AsyncOperations async() {
    return new AsyncOperations(this);
  }

  /** What of this host works without its files: for callers that are not user {@code left4me}. */
  public UnitControl units() {
    return new UnitControl(this);
  }

  /**
   * Ends the connection to systemd, and what {@link #watch} gave. Operations of other threads end
   * with an exception; jobs that systemd has begun for them go on. What is asked of systemd after
   * this is an {@link IllegalStateException}. Log streams are closed by whoever opened them. Quick,
   * and safe to repeat.
   */
  @Override
  public void close() {
    try {
      systemd.close();
    } finally {
      changes.close();
    }
  }

  private InstanceStatuses statuses() {
    return new InstanceStatuses(systemd, settings.root());
  }

  interface Operation {
    Outcome run(Instance instance) throws HostException, InterruptedException;
  }

  /** Runs an operation while no other caller works on the instance. */
  Outcome locked(String verb, InstanceName name, StepListener listener, Operation operation)
      throws HostException, InterruptedException {
    try (InstanceLock lock = lock(verb, name)) {
      return listened(verb, name, listener, operation);
    }
  }

  private InstanceLock lock(String verb, InstanceName name)
      throws HostException, InterruptedException {
    Path root = settings.root();
    if (OwnFolders.areOfAnother(root)) {
      throw new NotAuthorizedException(
          verb
              + " "
              + name
              + ": this needs the files in "
              + root
              + ", which are not yours; run it as user left4me, or as root, who becomes left4me");
    }
    InstanceFolders folders = new InstanceFolders(root, name);
    return InstanceLock.acquire(folders, verb, settings.lockLimit());
  }

  /** Runs an operation, and passes on what is printed meanwhile to a listener that wants it. */
  Outcome listened(String verb, InstanceName name, StepListener listener, Operation operation)
      throws HostException, InterruptedException {
    return listener instanceof OutputListener output
        ? withOutput(verb, name, new SerialListener(output), operation)
        : operation.run(instance(verb, name, listener));
  }

  private Outcome withOutput(
      String verb, InstanceName name, OutputListener listener, Operation operation)
      throws HostException, InterruptedException {
    try (OutputForwarding forwarding = OutputForwarding.begin(name, listener)) {
      return operation.run(instance(verb, name, listener));
    }
  }

  private Instance instance(String verb, InstanceName name, StepListener listener) {
    InstanceFolders folders = new InstanceFolders(settings.root(), name);
    InstanceUnits units = new InstanceUnits(verb, systemd, turns, folders, settings.jobLimit());
    return new Instance(folders, units, listener, settings.clock());
  }
}
