package left4me.host;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation on an instance that did not do what was asked. The message is for a person: what was
 * tried, on what, why it failed, what to do.
 *
 * <p>Programming errors are {@link IllegalArgumentException} and {@link NullPointerException} as
 * everywhere, and {@link IllegalStateException} of a host that is closed, or from within a
 * listener; a caller that is interrupted sees {@link InterruptedException}.
 *
 * {@snippet class="left4me.example.Snippets" region="failure"}
 */
public abstract sealed class HostException extends Exception
    permits BlueprintException,
        InstanceBusyException,
        InstanceFilesException,
        JournalException,
        NotAuthorizedException,
        NotInitializedException,
        SystemdUnavailableException,
        UnitFailedException {

  private static final long serialVersionUID = 1;

  HostException(String message) {
    super(message);
  }

  HostException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The message for a person; never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNullElse(super.getMessage(), "");
  }
}
