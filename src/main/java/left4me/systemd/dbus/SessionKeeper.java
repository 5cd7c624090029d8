package left4me.systemd.dbus;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import left4me.systemd.SystemdException;
import org.freedesktop.dbus.exceptions.DBusException;
import org.jspecify.annotations.Nullable;

/**
 * Holds the session that is up, and makes a new one when it is asked for one after a loss.
 *
 * <p>Connecting goes on a thread of its own, which all who need the session wait for: it outlives
 * an interrupted caller, whose interrupt would otherwise close the socket under the others. After
 * failures the next attempt is held back, longer each time, up to two seconds.
 *
 * <p>Thread-safe.
 */
final class SessionKeeper implements AutoCloseable {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** Connects; blocks. */
  interface Opener {
    Session open() throws DBusException, InterruptedException;
  }

  private final Opener opener;
  private final ThreadFactory threads;

  // All guarded by this. Nothing blocks while holding it.
  private CompletableFuture<Session> current =
      CompletableFuture.failedFuture(new IOException("not connected yet"));
  private @Nullable Thread connecting;
  private int failures;
  private boolean closed;

  SessionKeeper(Opener opener) {
    this(opener, Thread.ofPlatform().daemon().name("left4me-bus-connect").factory());
  }

  /**
   * As {@link #SessionKeeper(Opener)}.
   *
   * @param threads makes the threads to connect on, which are to be daemons
   */
  SessionKeeper(Opener opener, ThreadFactory threads) {
    this.opener = opener;
    this.threads = threads;
  }

  /**
   * A session that is up, as far as is known; connects if there is none.
   *
   * @param operation what it is for, for messages
   * @param deadline until when to wait
   * @throws SystemdException.Disconnected if connecting failed, or this was closed
   * @throws SystemdException.TimedOut if it takes too long; the attempt goes on, for the next
   *     caller
   */
  Session get(String operation, Deadline deadline) throws InterruptedException {
    try {
      return currentOrNew(operation).get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      // The attempt was interrupted for it, which is no trouble of the bus's.
      if (isClosed()) {
        throw closed(operation, cause);
      }
      throw new SystemdException.Disconnected(
          operation,
          "cannot connect to systemd over D-Bus ("
              + reason(cause)
              + "). Check that dbus.service runs and that this user may use it",
          cause);
    } catch (TimeoutException late) {
      throw new SystemdException.TimedOut(
          operation, "no connection to systemd over D-Bus within " + deadline.limitText());
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private static SystemdException closed(String operation, @Nullable Throwable cause) {
    return new SystemdException.Disconnected(operation, "the connection was closed", cause);
  }

  /** What went wrong first; not all that it is wrapped in says something. */
  private static String reason(Throwable failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first.getMessage() == null ? first.toString() : first.getMessage();
  }

  private synchronized CompletableFuture<Session> currentOrNew(String operation) {
    if (closed) {
      throw closed(operation, null);
    }
    boolean usable =
        !current.isDone() || (!current.isCompletedExceptionally() && !current.join().isLost());
    if (usable) {
      return current;
    }
    CompletableFuture<Session> attempt = new CompletableFuture<>();
    Duration pause = pause(failures);
    try {
      Thread thread = threads.newThread(() -> connect(attempt, pause));
      thread.start();
      connecting = thread;
    } catch (OutOfMemoryError noThread) {
      // The system gives no more threads now. Whoever asks next tries again.
      attempt.completeExceptionally(noThread);
    }
    current = attempt;
    return attempt;
  }

  /** How long to hold back an attempt after so many failures in a row. */
  static Duration pause(int failures) {
    if (failures == 0) {
      return Duration.ZERO;
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private void connect(CompletableFuture<Session> attempt, Duration pause) {
    try {
      if (pause.isPositive()) {
        Thread.sleep(pause);
      }
      Session session = opener.open();
      succeeded();
      attempt.complete(session);
    } catch (DBusException | InterruptedException | RuntimeException | Error failure) {
      failed();
      attempt.completeExceptionally(failure);
    }
  }

  private synchronized void succeeded() {
    failures = 0;
  }

  private synchronized void failed() {
    failures++;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // Nobody waits for a late session to be closed.
  public void close() {
    CompletableFuture<Session> last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      last = current;
      if (connecting != null) {
        // Ends a pause, or a handshake with a bus that hangs.
        connecting.interrupt();
      }
    }
    // At once, or when an attempt that was as good as done when it was interrupted is done.
    last.thenAccept(Session::close);
  }
}
