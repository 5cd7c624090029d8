package left4me.host;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import left4me.instance.InstanceName;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import left4me.systemd.UnitWatch;

/** A watch of the servers' units, in terms of instances. */
final class InstanceWatch implements StatusWatch {

  private static final Duration FOREVER = Duration.ofDays(36_500);

  private final UnitWatch units;
  private final InstanceStatuses statuses;

  /** What was there at the beginning, and systemd knows nothing about. */
  private final Queue<UnitStatus> notLoaded;

  private InstanceWatch(UnitWatch units, InstanceStatuses statuses, Queue<UnitStatus> notLoaded) {
    this.units = units;
    this.statuses = statuses;
    this.notLoaded = notLoaded;
  }

  /** Begins. */
  static InstanceWatch open(Systemd systemd, InstanceStatuses statuses)
      throws HostException, InterruptedException {
    UnitWatch units = systemd.ask("watch", manager -> manager.watch(UnitNames.SERVER));
    boolean begun = false;
    try {
      // Only now: what is loaded from here on, the watch tells.
      Set<UnitName> loaded = statuses.loaded();
      Queue<UnitStatus> notLoaded = new ConcurrentLinkedQueue<>();
      for (InstanceName name : statuses.onDisk()) {
        if (!loaded.contains(UnitNames.server(name))) {
          notLoaded.add(UnitStatus.notLoaded(UnitNames.server(name)));
        }
      }
      begun = true;
      return new InstanceWatch(units, statuses, notLoaded);
    } finally {
      if (!begun) {
        units.close();
      }
    }
  }

  @Override
  public Optional<InstanceStatus> next() throws HostException, InterruptedException {
    return next(FOREVER);
  }

  @Override
  public Optional<InstanceStatus> next(Duration limit) throws HostException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!units.isClosed()) {
      UnitStatus unit = notLoaded.poll();
      if (unit == null) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        Optional<UnitStatus> change = Systemd.inOurWords("watch", () -> units.next(left));
        if (change.isEmpty()) {
          return Optional.empty();
        }
        unit = change.get();
      }
      Optional<InstanceName> name = UnitNames.instance(unit.unit());
      if (name.isPresent()) {
        return Optional.of(statuses.join(name.get(), unit));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    units.close();
  }
}
