package left4me.host;

import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.SystemdSettings;
import org.jspecify.annotations.Nullable;

/** The connection to systemd, made when it is first needed. Thread-safe. */
final class Systemd implements AutoCloseable {

  private final SystemdSettings settings;
  private @Nullable ServiceManager manager;
  private boolean closed;

  Systemd(SystemdSettings settings) {
    this.settings = settings;
  }

  /**
   * The connection.
   *
   * @throws SystemdException if it cannot be had
   * @throws IllegalStateException after {@link #close}
   */
  synchronized ServiceManager manager() throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("this host is closed");
    }
    if (manager == null) {
      manager = ServiceManager.connect(settings);
    }
    return manager;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (manager != null) {
      manager.close();
    }
  }
}
