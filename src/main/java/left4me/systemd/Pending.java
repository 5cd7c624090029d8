package left4me.systemd;

/**
 * An answer that systemd owes. Dropping it is no harm.
 *
 * @param <T> what it is
 */
public interface Pending<T> {

  /**
   * Waits for it, until {@link SystemdSettings#callLimit} from the question on.
   *
   * @throws SystemdException if it is a refusal, or does not come
   * @throws InterruptedException if the thread was interrupted
   */
  T await() throws InterruptedException;
}
