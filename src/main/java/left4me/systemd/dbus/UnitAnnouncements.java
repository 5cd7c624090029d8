package left4me.systemd.dbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.matchrules.DBusMatchRule;

/**
 * Who listens to what systemd announces about units. The bus is asked for it while there is
 * somebody alone: every change of every unit of the machine comes along with it.
 *
 * <p>Thread-safe.
 */
final class UnitAnnouncements {

  private final BusConnection bus;
  private final Set<Consumer<UnitEvent>> listeners = new CopyOnWriteArraySet<>();

  // Guarded by this.
  private final List<AutoCloseable> handlers = new ArrayList<>();
  private String sender = "";

  UnitAnnouncements(BusConnection bus) {
    this.bus = bus;
  }

  /** Listens to this systemd, and to the one before no more. */
  synchronized void from(String name) throws DBusException {
    hang();
    sender = name;
    if (!listeners.isEmpty()) {
      pickUp();
    }
  }

  /**
   * Adds a listener. From then on nothing is missed without a {@link UnitEvent.Missed}.
   *
   * @param listener must not block
   * @return closing it removes the listener
   */
  synchronized AutoCloseable add(Consumer<UnitEvent> listener) throws DBusException {
    if (handlers.isEmpty() && !sender.isEmpty()) {
      pickUp();
    }
    listeners.add(listener);
    if (bus.isLost()) {
      // Those who listened then were told; this one may have come too late.
      listener.accept(new UnitEvent.Missed());
    }
    return () -> remove(listener);
  }

  private synchronized void remove(Consumer<UnitEvent> listener) {
    listeners.remove(listener);
    if (listeners.isEmpty()) {
      hang();
    }
  }

  /** Tells all that announcements may have been lost. */
  void missed() {
    listeners.forEach(listener -> listener.accept(new UnitEvent.Missed()));
  }

  private void pickUp() throws DBusException {
    UnitSignals signals =
        new UnitSignals(sender, event -> listeners.forEach(listener -> listener.accept(event)));
    try {
      for (DBusMatchRule rule : signals.rules()) {
        handlers.add(bus.onSignal(rule, signals));
      }
    } catch (DBusException | RuntimeException | Error failed) {
      // Half of what is announced is as good as none, and would be taken for all.
      hang();
      throw failed;
    }
  }

  private void hang() {
    bus.takeBack(handlers);
    handlers.clear();
  }
}
