package left4me.web.example;

/**
 * A Server-Sent Event.
 *
 * @param name what it is called
 * @param data what it tells, in one line
 */
record Event(String name, String data) {

  /**
   * What is sent now and then, and is no event: whether the page is still there, only that tells.
   */
  static final String HEARTBEAT = ":\n\n";

  /** As it is sent. */
  String text() {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }
}
