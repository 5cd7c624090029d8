package left4me.host;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import left4me.instance.InstanceName;
import left4me.systemd.Limits;
import left4me.systemd.UnitStatus;
import left4me.systemd.UnitWatch;

/** A watch of the servers' units, in terms of instances. */
final class InstanceWatch implements StatusWatch {

  private final UnitWatch units;
  private final AutoCloseable settings;
  private final InstanceStatuses statuses;

  /** One reader at a time; both below are its. */
  private final ReentrantLock reading = new ReentrantLock();

  /** What was told last of each, as a change on disk need not be one of the status. */
  private final Map<InstanceName, InstanceStatus> told = new HashMap<>();

  private final ArrayDeque<InstanceStatus> ready = new ArrayDeque<>();

  private InstanceWatch(UnitWatch units, AutoCloseable settings, InstanceStatuses statuses) {
    this.units = units;
    this.settings = settings;
    this.statuses = statuses;
  }

  /** Begins. */
  static InstanceWatch open(Systemd systemd, SettingsChanges changes, InstanceStatuses statuses)
      throws HostException, InterruptedException {
    UnitWatch units = systemd.ask("watch", manager -> manager.watch(UnitNames.SERVER));
    AutoCloseable settings = () -> {};
    boolean begun = false;
    try {
      settings = changes.add(name -> units.again(UnitNames.server(name)));
      // Those that systemd knows nothing about; of the others it is once too often, and so not
      // told.
      statuses.onDisk().forEach(name -> units.again(UnitNames.server(name)));
      InstanceWatch watch = new InstanceWatch(units, settings, statuses);
      begun = true;
      return watch;
    } finally {
      if (!begun) {
        end(units, settings);
      }
    }
  }

  @Override
  public Optional<InstanceStatus> next() throws HostException, InterruptedException {
    return next(Limits.FOREVER);
  }

  @Override
  public Optional<InstanceStatus> next(Duration limit) throws HostException, InterruptedException {
    long deadline = System.nanoTime() + Limits.bounded(limit).toNanos();
    reading.lockInterruptibly();
    try {
      while (!units.isClosed()) {
        Optional<InstanceStatus> change = change();
        if (change.isPresent()) {
          return change;
        }
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        Optional<UnitStatus> unit = Systemd.inOurWords("watch", () -> units.next(left));
        if (unit.isEmpty()) {
          return Optional.empty();
        }
        join(unit.get(), units.ready());
      }
      return Optional.empty();
    } finally {
      reading.unlock();
    }
  }

  /** The oldest of those that are ready that is news. */
  private Optional<InstanceStatus> change() {
    while (!ready.isEmpty()) {
      InstanceStatus status = ready.remove();
      if (!status.equals(told.put(status.name(), status))) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /** All at once, as with a thousand servers up each look at what is mounted takes milliseconds. */
  private void join(UnitStatus first, List<UnitStatus> others) throws HostException {
    List<UnitStatus> all = new ArrayList<>(others);
    all.addFirst(first);
    try {
      ready.addAll(statuses.join(all));
    } catch (HostException e) {
      // Each may have been the last change: whoever asks again is to hear of it.
      all.forEach(status -> units.again(status.unit()));
      throw e;
    }
  }

  @Override
  public void close() {
    end(units, settings);
  }

  private static void end(UnitWatch units, AutoCloseable settings) {
    units.close();
    try {
      settings.close();
    } catch (Exception gone) {
      // It listened to what is of no interest any more.
    }
  }
}
