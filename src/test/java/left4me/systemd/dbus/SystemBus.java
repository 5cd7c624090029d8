package left4me.systemd.dbus;

import left4me.systemd.RuntimeUnits;

/** The booted host's system bus, for tests that take it away. */
final class SystemBus {

  private SystemBus() {}

  /** Ends it at once, and returns when systemd knows; before that it would not start it again. */
  static void kill() throws Exception {
    String pid = mainPid();
    RuntimeUnits.run("kill", "-9", pid);
    while (mainPid().equals(pid)) {
      // Each question waits until systemd answers, and only systemd can tell.
      Thread.onSpinWait();
    }
  }

  private static String mainPid() throws Exception {
    return RuntimeUnits.run("systemctl", "show", "--property=MainPID", "--value", "dbus.service")
        .strip();
  }

  /** Starts it again. */
  static void revive() throws Exception {
    // systemctl talks to systemd directly as root, without the bus.
    RuntimeUnits.run("systemctl", "start", "dbus.service");
  }

  /** Has those come back that had the bus as well, and do not by themselves. */
  static void tidyUp() throws Exception {
    RuntimeUnits.run("sh", "-c", "systemctl try-restart 'polkit.service' 'systemd-logind.service'");
  }
}
