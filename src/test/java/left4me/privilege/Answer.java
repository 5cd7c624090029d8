package left4me.privilege;

/**
 * What came of a command line.
 *
 * @param status its exit status
 * @param output what it printed, diagnostics among it
 */
record Answer(int status, String output) {

  /**
   * Whether systemd, polkit or the bus refused it for want of a right, and not for another reason.
   */
  boolean refused() {
    return status != 0
        && (output.contains("Access denied")
            || output.contains("nteractive authentication required")
            || output.contains("Permission denied")
            || output.contains("Operation not permitted"));
  }

  /** Whether it was the bus itself that did not hand the call on, in the words of dbus-send(1). */
  boolean rejectedByTheBus() {
    return status != 0
        && output.contains("org.freedesktop.DBus.Error.AccessDenied")
        && (output.contains("Rejected send message")
            || output.contains("Sender is not authorized"));
  }
}
