package left4me.host;

/** The caller may not do this: polkit or the bus refused, or it needs another user. */
public final class NotAuthorizedException extends HostException {

  private static final long serialVersionUID = 1;

  NotAuthorizedException(String message) {
    super(message);
  }

  NotAuthorizedException(String message, Throwable cause) {
    super(message, cause);
  }
}
