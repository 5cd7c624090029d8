package left4me.systemd.dbus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import left4me.systemd.UnitName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.matchrules.DBusMatchRule;
import org.freedesktop.dbus.matchrules.DBusMatchRuleBuilder;
import org.freedesktop.dbus.messages.DBusSignal;

/**
 * Hears what systemd announces about units, and passes it on. Does not block.
 *
 * @param sender systemd's unique name; only from there it counts
 * @param listener takes the events; must not block
 */
record UnitSignals(String sender, Consumer<UnitEvent> listener) implements Consumer<DBusSignal> {

  private static final String UNITS = "/org/freedesktop/systemd1/unit";
  private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
  private static final String EVERY_UNIT = "org.freedesktop.systemd1.Unit";

  /** What to have the bus send. */
  List<DBusMatchRule> rules() {
    return List.of(
        DBusMatchRuleBuilder.create()
            .withType("signal")
            .withSender(sender)
            .withPathNamespace(UNITS)
            .withInterface(PROPERTIES)
            .withMember("PropertiesChanged")
            .build(),
        manager("UnitNew"),
        manager("UnitRemoved"),
        manager("Reloading"));
  }

  private DBusMatchRule manager(String member) {
    return DBusMatchRuleBuilder.create()
        .withType("signal")
        .withSender(sender)
        .withPath(SystemdPeer.MANAGER_PATH)
        .withInterface(SystemdPeer.MANAGER)
        .withMember(member)
        .build();
  }

  @Override
  public void accept(DBusSignal signal) {
    // As for the ends of jobs: the rules do not bind what is sent to us alone.
    if (sender.equals(signal.getSource())) {
      event(signal).ifPresent(listener);
    }
  }

  private static Optional<UnitEvent> event(DBusSignal signal) {
    return switch (String.valueOf(signal.getName())) {
      case "PropertiesChanged" -> changed(signal);
      // (so): the unit's name and path
      case "UnitNew", "UnitRemoved" ->
          read(signal, 2, values -> unit(String.valueOf(values[0])).map(UnitEvent.Forgotten::new));
      // (b): true as it begins, false as it is over
      case "Reloading" ->
          read(
              signal,
              1,
              values ->
                  Boolean.FALSE.equals(values[0])
                      ? Optional.of(new UnitEvent.Missed())
                      : Optional.empty());
      default -> Optional.empty();
    };
  }

  /** {@code PropertiesChanged(s interface, a{sv} changed, as invalidated)}. */
  private static Optional<UnitEvent> changed(DBusSignal signal) {
    Optional<UnitName> unit = UnitName.ofObjectPath(String.valueOf(signal.getPath()));
    if (unit.isEmpty()) {
      return Optional.empty();
    }
    return read(
        signal,
        2,
        values ->
            values[1] instanceof Map<?, ?> properties
                ? Optional.of(
                    new UnitEvent.Changed(unit.get(), EVERY_UNIT.equals(values[0]), properties))
                : Optional.empty());
  }

  private static Optional<UnitName> unit(String name) {
    try {
      return Optional.of(new UnitName(name));
    } catch (IllegalArgumentException noName) {
      return Optional.empty();
    }
  }

  private interface Reader {
    Optional<? extends UnitEvent> read(Object[] values);
  }

  private static Optional<UnitEvent> read(DBusSignal signal, int atLeast, Reader reader) {
    try {
      Object[] values = signal.getParameters();
      return values == null || values.length < atLeast
          ? Optional.empty()
          : reader.read(values).map(event -> event);
    } catch (DBusException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }
}
