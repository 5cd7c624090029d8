package left4me.systemd.dbus;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import org.freedesktop.dbus.types.Variant;

/**
 * What is known of some units, and what of it was told. Turns announcements, and looks at a unit,
 * into the statuses that differ from the last. Not thread-safe.
 */
final class UnitHistory {

  /** Changes all the time without an announcement, so that a value would be an old one. */
  private static final Set<String> UNANNOUNCED =
      Set.of("MemoryCurrent", "CPUUsageNSec", "TasksCurrent");

  /** When the unit's active state last changed, in microseconds of a clock that only goes on. */
  static final String STATE_CHANGED = "StateChangeTimestampMonotonic";

  private final Map<UnitName, Map<Object, Object>> known = new HashMap<>();
  private final Map<UnitName, Map<?, ?>> announcedOfType = new HashMap<>();
  private final Map<UnitName, UnitStatus> told = new HashMap<>();

  /**
   * Takes in an announcement.
   *
   * @return the unit's status, if that is another than was told last
   */
  Optional<UnitStatus> announced(UnitEvent.Changed change) {
    if (!change.ofEveryUnit()) {
      announcedOfType.put(change.unit(), change.properties());
      return Optional.empty();
    }
    Map<?, ?> ofType = Objects.requireNonNullElse(announcedOfType.remove(change.unit()), Map.of());
    Map<Object, Object> properties = known.computeIfAbsent(change.unit(), unit -> new HashMap<>());
    // A look at the unit may have overtaken it.
    if (number(change.properties()) < number(properties)) {
      return Optional.empty();
    }
    merge(ofType, properties);
    merge(change.properties(), properties);
    return news(new UnitProperties(properties).status(change.unit()));
  }

  /**
   * Takes in a look at a unit.
   *
   * @param all its properties
   * @return the unit's status, if that is another than was told last
   */
  Optional<UnitStatus> seen(UnitName unit, Map<?, ?> all) {
    Map<Object, Object> properties = new HashMap<>();
    merge(all, properties);
    known.put(unit, properties);
    return news(new UnitProperties(properties).status(unit));
  }

  /**
   * Takes in that a unit is not loaded.
   *
   * @return its status, if another was told last
   */
  Optional<UnitStatus> gone(UnitName unit) {
    forget(unit);
    // Where its end was told, that was with more than is known of it now.
    return last(unit).activeState().equals("inactive")
        ? Optional.empty()
        : news(UnitStatus.notLoaded(unit));
  }

  /** Forgets a unit's properties, but not what was told of it. */
  void forget(UnitName unit) {
    known.remove(unit);
    announcedOfType.remove(unit);
  }

  /** The units of which something was told. */
  Set<UnitName> units() {
    return new TreeSet<>(told.keySet());
  }

  /** What was told of a unit last. */
  UnitStatus last(UnitName unit) {
    UnitStatus last = told.get(unit);
    return last == null ? UnitStatus.notLoaded(unit) : last;
  }

  private Optional<UnitStatus> news(UnitStatus status) {
    UnitStatus last = told.put(status.unit(), status);
    return last != null && isNoChange(last, status) ? Optional.empty() : Optional.of(status);
  }

  private static boolean isNoChange(UnitStatus last, UnitStatus now) {
    return now.activeState().equals(last.activeState())
        && now.subState().equals(last.subState())
        && now.result().equals(last.result())
        && now.mainPid() == last.mainPid()
        && now.mainEnd().equals(last.mainEnd())
        && now.invocation().equals(last.invocation())
        && now.restarts() == last.restarts();
  }

  private static void merge(Map<?, ?> from, Map<Object, Object> into) {
    from.forEach(
        (name, value) -> {
          if (!UNANNOUNCED.contains(name)) {
            into.put(name, value);
          }
        });
  }

  private static long number(Map<?, ?> properties) {
    return properties.get(STATE_CHANGED) instanceof Variant<?> variant
            && variant.getValue() instanceof Number moment
        ? moment.longValue()
        : 0;
  }
}
