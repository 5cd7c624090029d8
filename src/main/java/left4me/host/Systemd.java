package left4me.host;

import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.SystemdSettings;

/** The connection to systemd, made when it is first needed. Thread-safe. */
final class Systemd implements AutoCloseable {

  private final ServiceManager manager;
  private volatile boolean closed;

  Systemd(SystemdSettings settings) {
    this(ServiceManager.unconnected(settings));
  }

  Systemd(ServiceManager manager) {
    this.manager = manager;
  }

  /** A question to systemd, or an order. */
  interface Call<T> {
    T call(ServiceManager manager) throws HostException, InterruptedException;
  }

  /** Something that may end with a {@link SystemdException}. */
  interface Conversation<T> {
    T hold() throws HostException, InterruptedException;
  }

  /**
   * Asks systemd, and puts its refusals into words of ours.
   *
   * @param operation what for, as the message begins
   * @throws IllegalStateException after {@link #close}
   */
  <T> T ask(String operation, Call<T> call) throws HostException, InterruptedException {
    if (closed) {
      throw new IllegalStateException("this host is closed");
    }
    return inOurWords(operation, () -> call.call(manager));
  }

  /** Puts systemd's refusals into words of ours. */
  static <T> T inOurWords(String operation, Conversation<T> conversation)
      throws HostException, InterruptedException {
    try {
      return conversation.hold();
    } catch (SystemdException.AccessDenied e) {
      throw new NotAuthorizedException(
          operation + ": not permitted; " + cure() + " (" + e.getMessage() + ")", e);
    } catch (SystemdException e) {
      throw new SystemdUnavailableException(operation + ": " + e.getMessage(), e);
    }
  }

  private static String cure() {
    return OwnFolders.isOurUser()
        ? "polkit should permit it to you: is /usr/share/polkit-1/rules.d/50-left4me.rules there,"
            + " and does polkit.service run?"
        : "be user left4me, or a member of group left4me-admin since before this login";
  }

  @Override
  public void close() {
    closed = true;
    manager.close();
  }
}
