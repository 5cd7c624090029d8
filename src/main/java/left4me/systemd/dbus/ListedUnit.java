package left4me.systemd.dbus;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import left4me.systemd.UnitState;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/**
 * What systemd lists of a unit that it has loaded, of the {@code (ssssssouso)} of ListUnits.
 *
 * @param unit its name
 * @param loadState whether its file was read
 * @param activeState its state
 * @param subState the finer one
 * @param job the number of its job; 0 if there is none
 * @param jobPath the object path of that
 */
record ListedUnit(
    String unit,
    String loadState,
    String activeState,
    String subState,
    UInt32 job,
    DBusPath jobPath) {

  private static final int FIELDS = 10;

  /** Empty if that is not how systemd lists a unit. */
  static Optional<ListedUnit> of(Object entry) {
    return entry instanceof Object[] fields
            && fields.length == FIELDS
            && fields[0] instanceof String unit
            && fields[2] instanceof String loadState
            && fields[3] instanceof String activeState
            && fields[4] instanceof String subState
            && fields[7] instanceof UInt32 job
            && fields[9] instanceof DBusPath jobPath
        ? Optional.of(new ListedUnit(unit, loadState, activeState, subState, job, jobPath))
        : Optional.empty();
  }

  UnitState state() {
    return new UnitState(activeState, subState, job.longValue() != 0);
  }

  /** Whether it is a service's, and its main process runs. */
  boolean isRunning() {
    return loadState.equals("loaded") && activeState.equals("active") && subState.equals("running");
  }

  /** The same as GetAll has it. */
  Map<String, Variant<?>> properties() {
    Map<String, Variant<?>> properties = new HashMap<>();
    properties.put("LoadState", new Variant<>(loadState));
    properties.put("ActiveState", new Variant<>(activeState));
    properties.put("SubState", new Variant<>(subState));
    properties.put("Job", new Variant<>(new Object[] {job, jobPath}, "(uo)"));
    return properties;
  }
}
