package left4me.host;

import org.jspecify.annotations.Nullable;

/** The servers' journal cannot be read: the caller may not, or {@code journalctl(1)} failed. */
public final class JournalException extends HostException {

  private static final long serialVersionUID = 1;

  JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
