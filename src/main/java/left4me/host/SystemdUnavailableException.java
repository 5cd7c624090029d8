package left4me.host;

/** systemd could not be asked, or did not answer in time. What became of the unit is not known. */
public final class SystemdUnavailableException extends HostException {

  private static final long serialVersionUID = 1;

  SystemdUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
