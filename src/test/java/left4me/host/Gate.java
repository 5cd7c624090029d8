package left4me.host;

import java.io.IOException;
import left4me.lab.Turnstile;

/**
 * A place in an instance's unit that it comes to and does not pass until it is let through. For
 * root.
 */
final class Gate implements AutoCloseable {

  /** A unit waits here for the test, however long that takes. */
  private static final String PATIENT = "[Service]\nTimeoutStartSec=300\nTimeoutStopSec=300\n";

  private final Turnstile turnstile;
  private final DropIn dropIn;

  /**
   * Sets it up after the commands that a setting of the unit has already.
   *
   * @param unit the unit's whole name
   * @param setting such as {@code ExecStartPre}
   */
  Gate(String unit, String setting) throws IOException, InterruptedException {
    turnstile = new Turnstile();
    dropIn =
        new DropIn(
            unit,
            // By way of PID 1's mounts, like the unit's own: its sandbox has another /run.
            "%s%s=+/usr/bin/nsenter --mount=/proc/1/ns/mnt -- /bin/sh -c '%s'\n"
                .formatted(PATIENT, setting, turnstile.commands()));
    DropIn.load();
  }

  /** Waits until the unit has come here. */
  void awaitArrival() throws IOException {
    turnstile.awaitArrival();
  }

  /** Lets the unit pass that has come here, or comes; those after it are not held up any more. */
  void open() throws IOException, InterruptedException {
    dropIn.change(PATIENT);
    DropIn.load();
    turnstile.letPass();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    dropIn.close();
    DropIn.load();
    turnstile.close();
  }
}
