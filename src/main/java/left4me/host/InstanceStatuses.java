package left4me.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.systemd.CommandRun;
import left4me.systemd.ProcessEnd;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;

/** Puts together what systemd, the mount table and the instances' folders tell. */
final class InstanceStatuses {

  private final Systemd systemd;
  private final Path root;

  InstanceStatuses(Systemd systemd, Path root) {
    this.systemd = systemd;
    this.root = root;
  }

  /** Those of all instances that there is a trace of, sorted. */
  List<InstanceStatus> all() throws HostException, InterruptedException {
    Set<UnitName> loaded = loaded();
    Set<InstanceName> names = new TreeSet<>(onDisk());
    loaded.forEach(unit -> UnitNames.instance(unit).ifPresent(names::add));
    return of(names, loaded);
  }

  /** Those of some instances, in their order. */
  List<InstanceStatus> of(Collection<InstanceName> names)
      throws HostException, InterruptedException {
    // Whose collection it is may change it meanwhile.
    List<InstanceName> those = List.copyOf(names);
    // Of a unit that is not loaded there is nothing to ask; but to find that out is a call as well.
    return of(those, those.size() == 1 ? Set.of(UnitNames.server(those.getFirst())) : loaded());
  }

  /** The instances with settings; none if the caller may not look. */
  List<InstanceName> onDisk() throws InstanceFilesException {
    return Files.isReadable(root) ? InstanceList.initialized(root) : List.of();
  }

  /** The servers' units that systemd has loaded. */
  Set<UnitName> loaded() throws HostException, InterruptedException {
    return new HashSet<>(
        systemd.ask("list the servers", manager -> manager.loaded(UnitNames.SERVER)));
  }

  private List<InstanceStatus> of(Collection<InstanceName> names, Set<UnitName> loaded)
      throws HostException, InterruptedException {
    List<UnitName> toAsk = names.stream().map(UnitNames::server).filter(loaded::contains).toList();
    var answers = systemd.ask("status", manager -> manager.statuses(toAsk)).iterator();
    MountedTrees mounted = MountedTrees.now(root);
    List<InstanceStatus> statuses = new ArrayList<>();
    for (InstanceName name : names) {
      UnitName unit = UnitNames.server(name);
      UnitStatus status = loaded.contains(unit) ? answers.next() : UnitStatus.notLoaded(unit);
      statuses.add(join(name, status, mounted));
    }
    return List.copyOf(statuses);
  }

  /** Those of the instances among units, of which systemd told this. */
  List<InstanceStatus> join(List<UnitStatus> units) throws InstanceFilesException {
    MountedTrees mounted = MountedTrees.now(root);
    List<InstanceStatus> statuses = new ArrayList<>();
    for (UnitStatus unit : units) {
      UnitNames.instance(unit.unit()).ifPresent(name -> statuses.add(join(name, unit, mounted)));
    }
    return statuses;
  }

  private InstanceStatus join(InstanceName name, UnitStatus unit, MountedTrees mounted) {
    InstanceFolders folders = new InstanceFolders(root, name);
    // Whoever is not left4me cannot look below the root, and nobody but root into a folder of
    // root's: then nothing is said, rather than "no".
    boolean initialized = Files.exists(folders.instanceEnv());
    boolean visible =
        initialized
            || (Files.isReadable(root)
                && OwnFolders.isVisible(Folders.parent(folders.settings()))
                && OwnFolders.isVisible(folders.settings()));
    return new InstanceStatus(
        name,
        visible ? Optional.of(initialized) : Optional.empty(),
        visible ? InstanceSettings.port(folders) : OptionalInt.empty(),
        unit.activeState(),
        unit.subState(),
        unit.result(),
        unit.failedCommand().map(CommandRun::toString),
        unit.mainEnd().map(ProcessEnd::status).map(OptionalInt::of).orElseGet(OptionalInt::empty),
        unit.mainPid() == 0 ? OptionalLong.empty() : OptionalLong.of(unit.mainPid()),
        unit.since(),
        unit.invocation(),
        unit.restarts(),
        visible ? Optional.of(Files.exists(folders.autostartMark())) : Optional.empty(),
        mounted.has(folders),
        unit.cpuNanos().isPresent()
            ? Optional.of(Duration.ofNanos(unit.cpuNanos().getAsLong()))
            : Optional.empty(),
        unit.memoryBytes(),
        unit.tasks());
  }
}
