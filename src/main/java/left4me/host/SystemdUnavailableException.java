package left4me.host;

/**
 * systemd could not be asked, did not answer in time, or would not do it for a reason of its own,
 * such as a unit that is masked or not installed. Where it did not answer, or the bus was lost,
 * what became of the unit is not known: look at its status. The message says which it was.
 */
public final class SystemdUnavailableException extends HostException {

  private static final long serialVersionUID = 1;

  SystemdUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
