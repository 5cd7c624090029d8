package left4me.systemd.dbus;

import java.util.List;
import left4me.systemd.UnitName;

/**
 * A method call, but for whom it is sent to.
 *
 * @param path the object
 * @param member the interface and method
 * @param signature the types of the arguments, as D-Bus writes them; empty if there are none
 * @param arguments the arguments
 * @param interactive whether polkit may ask a person before it answers
 */
record Call(
    String path, Member member, String signature, List<Object> arguments, boolean interactive) {

  /** Every method that we call; what the D-Bus policy has to allow, and nothing else. */
  enum Member {
    GET_NAME_OWNER("org.freedesktop.DBus", "GetNameOwner"),
    SUBSCRIBE("org.freedesktop.systemd1.Manager", "Subscribe"),
    START_UNIT("org.freedesktop.systemd1.Manager", "StartUnit"),
    STOP_UNIT("org.freedesktop.systemd1.Manager", "StopUnit"),
    RESTART_UNIT("org.freedesktop.systemd1.Manager", "RestartUnit"),
    RESET_FAILED_UNIT("org.freedesktop.systemd1.Manager", "ResetFailedUnit"),
    LIST_UNITS_BY_PATTERNS("org.freedesktop.systemd1.Manager", "ListUnitsByPatterns"),
    LIST_JOBS("org.freedesktop.systemd1.Manager", "ListJobs"),
    CANCEL_JOB("org.freedesktop.systemd1.Manager", "CancelJob"),
    GET("org.freedesktop.DBus.Properties", "Get"),
    GET_ALL("org.freedesktop.DBus.Properties", "GetAll");

    private final String interfaceName;
    private final String methodName;

    Member(String interfaceName, String methodName) {
      this.interfaceName = interfaceName;
      this.methodName = methodName;
    }

    String interfaceName() {
      return interfaceName;
    }

    String methodName() {
      return methodName;
    }
  }

  /** A call of the manager object of systemd. */
  static Call manager(Member member, String signature, Object... arguments) {
    return new Call(SystemdPeer.MANAGER_PATH, member, signature, List.of(arguments), false);
  }

  /** The properties of all interfaces of the unit: that is what no interface means. */
  static Call getAll(UnitName unit) {
    return new Call(unit.objectPath(), Member.GET_ALL, "s", List.of(""), false);
  }

  /** One property of the unit. */
  static Call get(UnitName unit, String interfaceName, String property) {
    return new Call(unit.objectPath(), Member.GET, "ss", List.of(interfaceName, property), false);
  }

  /** This call, with polkit asking a person or not. */
  Call interactive(boolean allowed) {
    return new Call(path, member, signature, arguments, allowed);
  }
}
