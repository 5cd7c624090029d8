package left4me.systemd.dbus;

import left4me.systemd.SystemdException;

/** What the names of D-Bus errors mean to us. */
final class BusErrors {

  private static final String DBUS = "org.freedesktop.DBus.Error.";
  private static final String SYSTEMD = "org.freedesktop.systemd1.";

  private BusErrors() {}

  /**
   * Whether the one who was called left the bus before it answered. NoReply comes from dbus-daemon
   * when a callee disconnects; the method may have been carried out. From systemd itself it is an
   * answer: it passes on what it was told of polkit.
   */
  static boolean isPeerGone(Answer.Refused refused) {
    if (!refused.byTheBus()) {
      return false;
    }
    return switch (refused.name()) {
      case DBUS + "NoReply", DBUS + "ServiceUnknown", DBUS + "NameHasNoOwner" -> true;
      default -> false;
    };
  }

  /** The exception for an error that answered an operation. */
  static SystemdException toException(String operation, Answer.Refused refused) {
    String name = refused.name();
    String text = refused.text();
    return switch (name) {
      case DBUS + "AccessDenied" -> new SystemdException.AccessDenied(operation, name, text, false);
      case DBUS + "InteractiveAuthorizationRequired" ->
          new SystemdException.AccessDenied(operation, name, text, true);
      case SYSTEMD + "NoSuchUnit" -> new SystemdException.NoSuchUnit(operation, name, text);
      default -> new SystemdException.Refused(operation, name, text, remedy(name));
    };
  }

  private static String remedy(String name) {
    return switch (name) {
      case SYSTEMD + "UnitMasked" -> "'systemctl unmask' the unit that it names";
      case SYSTEMD + "BadUnitSetting", SYSTEMD + "LoadFailed" ->
          "'systemd-analyze verify' shows what is wrong with the unit's file";
      case SYSTEMD + "ShuttingDown" -> "The machine is shutting down; nothing new is started";
      case DBUS + "NoReply" -> "polkit ended before it answered systemd; do it once more";
      case DBUS + "LimitsExceeded" -> "Lower the number of calls in flight";
      default -> "";
    };
  }
}
