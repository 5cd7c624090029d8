package left4me.systemd.dbus;

import java.util.Map;
import left4me.systemd.UnitName;

/** Something that systemd announced about its units. */
sealed interface UnitEvent {

  /**
   * Properties of a unit have new values. systemd announces those of its type first, and those that
   * every unit has right after.
   *
   * @param unit the unit
   * @param ofEveryUnit whether these are the ones that every unit has
   * @param properties the values by name, in variants
   */
  record Changed(UnitName unit, boolean ofEveryUnit, Map<?, ?> properties) implements UnitEvent {}

  /**
   * A unit was loaded or unloaded: what was known of its properties is past.
   *
   * @param unit the unit
   */
  record Forgotten(UnitName unit) implements UnitEvent {}

  /** Announcements were, or may have been, lost. */
  record Missed() implements UnitEvent {}
}
