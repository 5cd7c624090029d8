package left4me.systemd.dbus;

import java.util.List;

/**
 * What became of a call on the bus.
 *
 * <p>That it returned is found out by instanceof: a switch over types is linked at run time, which
 * is 8 ms for each of a program's start.
 */
sealed interface Answer {

  /** Anything but a return. */
  sealed interface Failure extends Answer {}

  /**
   * The method returned.
   *
   * @param values what it returned
   */
  record Returned(List<Object> values) implements Answer {}

  /**
   * An error came back.
   *
   * @param name the name of the D-Bus error
   * @param text what it says for a person
   * @param byTheBus whether the bus answered in place of who was called
   */
  record Refused(String name, String text, boolean byTheBus) implements Failure {}

  /**
   * The connection was lost before an answer came.
   *
   * @param cause what ended it
   */
  record Lost(Throwable cause) implements Failure {}

  /** No answer came in time; one may still come. */
  record Late() implements Failure {}
}
