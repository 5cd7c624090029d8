package left4me.host;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import left4me.instance.InstanceName;
import left4me.systemd.Limits;
import left4me.systemd.UnitStatus;
import left4me.systemd.UnitWatch;

/** A watch of the servers' units, in terms of instances. */
final class InstanceWatch implements StatusWatch {

  private final UnitWatch units;
  private final AutoCloseable settings;
  private final InstanceStatuses statuses;

  /** What was told last of each, as a change on disk need not be one of the status. */
  private final Map<InstanceName, InstanceStatus> told = new ConcurrentHashMap<>();

  private InstanceWatch(UnitWatch units, AutoCloseable settings, InstanceStatuses statuses) {
    this.units = units;
    this.settings = settings;
    this.statuses = statuses;
  }

  /** Begins. */
  static InstanceWatch open(Systemd systemd, SettingsChanges changes, InstanceStatuses statuses)
      throws HostException, InterruptedException {
    UnitWatch units = systemd.ask("watch", manager -> manager.watch(UnitNames.SERVER));
    InstanceWatch watch = new InstanceWatch(units, listen(changes, units), statuses);
    try {
      // Those that systemd knows nothing about; of the others it is once too often, and so not
      // told.
      statuses.onDisk().forEach(name -> units.again(UnitNames.server(name)));
      return watch;
    } catch (HostException e) {
      watch.close();
      throw e;
    }
  }

  private static AutoCloseable listen(SettingsChanges changes, UnitWatch units)
      throws HostException {
    try {
      return changes.add(name -> units.again(UnitNames.server(name)));
    } catch (HostException e) {
      units.close();
      throw e;
    }
  }

  @Override
  public Optional<InstanceStatus> next() throws HostException, InterruptedException {
    return next(Limits.FOREVER);
  }

  @Override
  public Optional<InstanceStatus> next(Duration limit) throws HostException, InterruptedException {
    long deadline = System.nanoTime() + Limits.bounded(limit).toNanos();
    while (!units.isClosed()) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      Optional<UnitStatus> unit = Systemd.inOurWords("watch", () -> units.next(left));
      if (unit.isEmpty()) {
        return Optional.empty();
      }
      Optional<InstanceName> name = UnitNames.instance(unit.get().unit());
      if (name.isPresent()) {
        InstanceStatus status = join(name.get(), unit.get());
        if (!status.equals(told.put(name.get(), status))) {
          return Optional.of(status);
        }
      }
    }
    return Optional.empty();
  }

  private InstanceStatus join(InstanceName name, UnitStatus unit) throws HostException {
    try {
      return statuses.join(name, unit);
    } catch (HostException e) {
      // It may have been the last change: whoever asks again is to hear of it.
      units.again(unit.unit());
      throw e;
    }
  }

  @Override
  public void close() {
    units.close();
    try {
      settings.close();
    } catch (Exception gone) {
      // It listened to what is of no interest any more.
    }
  }
}
