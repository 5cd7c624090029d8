package left4me.systemd.dbus;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.freedesktop.dbus.connections.IDisconnectCallback;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.matchrules.DBusMatchRule;
import org.freedesktop.dbus.messages.DBusSignal;

/**
 * One connection to a bus: raw calls, signals, and the moment of its loss.
 *
 * <p>Thread-safe. A connection that is lost stays lost; make another. The threads behind it are
 * daemons.
 */
final class BusConnection implements AutoCloseable {

  /** Closing writes to a socket whose other side may hang; it must not hang with it. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

  /** The bus answers in well under a millisecond. */
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

  static final String BUS = "org.freedesktop.DBus";

  private final DBusConnection connection;
  private final Semaphore inFlight;
  private final Set<PendingCall> pending = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Throwable> loss;

  private BusConnection(
      DBusConnection connection, int maxInFlight, CompletableFuture<Throwable> loss) {
    this.connection = connection;
    this.inFlight = new Semaphore(maxInFlight, true);
    this.loss = loss;
    whenLost(() -> pending.forEach(call -> call.answer().complete(lost())));
  }

  /**
   * Connects and says hello. Blocks without a limit of its own if the other side hangs.
   *
   * @param address the D-Bus address
   * @param maxInFlight how many calls may be unanswered at once
   */
  static BusConnection open(String address, int maxInFlight) throws DBusException {
    FirstConnection.prepare();
    CompletableFuture<Throwable> loss = new CompletableFuture<>();
    DBusConnection connection;
    try {
      connection =
          DBusConnectionBuilder.forAddress(address)
              .withShared(false)
              // One try: the default retries for ten seconds.
              .transportConfig()
              .withTimeout(1)
              .withRegisterSelf(false)
              .back()
              .withDisconnectCallback(new LossCallback(loss))
              .build();
    } catch (RuntimeException unusable) {
      // The library's unchecked ones: no machine id, an address it cannot read.
      throw new DBusException(String.valueOf(unusable.getMessage()), unusable);
    }
    BusConnection bus = new BusConnection(connection, maxInFlight, loss);
    try {
      // Apart from build(): a Hello that fails there would leak the socket and two threads.
      connection.register();
      return bus;
    } catch (DBusException | RuntimeException | Error failed) {
      // An Error is what Java throws where the system gives no more threads, of which one is
      // needed.
      try {
        bus.close();
      } catch (RuntimeException | Error alsoFailed) {
        failed.addSuppressed(alsoFailed);
      }
      throw failed;
    }
  }

  /**
   * Calls a method and waits for its answer.
   *
   * @param destination a bus name
   * @param call what to call
   * @param deadline until when to wait, for a free place in flight and for the answer
   * @return the answer, whatever it is
   */
  Answer call(String destination, Call call, Deadline deadline) throws InterruptedException {
    return send(destination, call, deadline).await(deadline);
  }

  /**
   * Sends a call, after waiting for a free place in flight if need be.
   *
   * @return the call; it is answered already, with late or lost, if it could not be sent
   */
  PendingCall send(String destination, Call call, Deadline deadline) throws InterruptedException {
    PendingCall pendingCall = marshal(destination, call);
    // The place is free again when an answer comes, not when the caller gives up: until then
    // dbus-daemon counts the reply as pending.
    if (!inFlight.tryAcquire(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
      pendingCall.answer().complete(isLost() ? lost() : new Answer.Late());
      return pendingCall;
    }
    pending.add(pendingCall);
    pendingCall.whenAnswered(
        answer -> {
          pending.remove(pendingCall);
          inFlight.release();
        });
    // After add: either the loss sees this call, or this sees the loss.
    if (isLost()) {
      pendingCall.answer().complete(lost());
    } else {
      transmit(pendingCall);
    }
    return pendingCall;
  }

  private PendingCall marshal(String destination, Call call) {
    try {
      return new PendingCall(
          connection.getMessageFactory().getEndianess(), destination, call, loss::complete);
    } catch (DBusException | RuntimeException unmarshallable) {
      throw new IllegalArgumentException("cannot be sent over D-Bus: " + call, unmarshallable);
    }
  }

  private void transmit(PendingCall call) {
    try {
      connection.sendMessage(call);
    } catch (DBusExecutionException | RejectedExecutionException notConnected) {
      loss.complete(notConnected);
      call.answer().complete(new Answer.Lost(notConnected));
    } catch (Error noThread) {
      // The library sends by a thread of its own, and may get none. A call that has no answer keeps
      // its place in flight for good.
      call.answer().complete(new Answer.Lost(noThread));
    }
  }

  /**
   * Has signals handled, one after the other and in their order, on one thread of the connection.
   *
   * @param rule which signals; the sender in it must be a unique name, as that is what signals
   *     carry
   * @param handler gets them; must not block
   * @return closing it removes the handler
   */
  AutoCloseable onSignal(DBusMatchRule rule, Consumer<DBusSignal> handler) throws DBusException {
    try {
      return connection.addGenericSigHandler(rule, handler::accept);
    } catch (DBusExecutionException failed) {
      throw new DBusException(String.valueOf(failed.getMessage()), failed);
    }
  }

  /**
   * Takes back what {@link #onSignal} gave. The library waits for the bus to say that it has
   * dropped the rule, 20 s for each; for a bus that hangs the caller waits no more than a moment.
   *
   * @param handlers what to close, all at once
   */
  void takeBack(List<AutoCloseable> handlers) {
    List<Thread> closing =
        handlers.stream()
            .map(
                handler ->
                    Thread.ofVirtual().name("left4me-bus-take-back").start(() -> close(handler)))
            .toList();
    Deadline deadline = Deadline.after(CLOSE_LIMIT);
    try {
      for (Thread thread : closing) {
        // Where that is not enough, it goes on by itself.
        var _ = thread.join(Duration.ofNanos(deadline.nanosLeft()));
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(AutoCloseable handler) {
    try {
      handler.close();
    } catch (Exception alreadyGone) {
      // The bus has dropped the rule itself, as its sender left, or is lost.
    }
  }

  /** Whether the connection is lost or closed. */
  boolean isLost() {
    return loss.isDone();
  }

  /** The answer to every call once the connection is lost. */
  Answer.Lost lost() {
    return new Answer.Lost(loss.join());
  }

  /**
   * Has something done when the connection is lost or closed; at once if it is.
   *
   * @param action must not block: it runs on the thread that meets the loss
   */
  @SuppressWarnings("FutureReturnValueIgnored") // It ends as the action does, and nobody waits.
  void whenLost(Runnable action) {
    loss.thenRun(action);
  }

  /**
   * Gives the connection up if the bus itself does not answer on it any more: then it hangs, or the
   * library's reader died of a message, which it tells nobody.
   *
   * @param harmless a call that the bus answers at once
   */
  void giveUpIfSilent(Call harmless) throws InterruptedException {
    // Not by send(): the places in flight may all be taken by calls that wait for an answer.
    PendingCall probe = marshal(BUS, harmless);
    transmit(probe);
    if (probe.await(Deadline.after(PROBE_LIMIT)) instanceof Answer.Late) {
      giveUp(new IOException("the bus does not answer any more"));
    }
  }

  /** Declares the connection lost and closes it. */
  void giveUp(Throwable cause) {
    loss.complete(cause);
    close();
  }

  @Override
  public void close() {
    loss.complete(new IOException("the connection was closed"));
    try {
      Thread.ofPlatform()
          .daemon()
          .name("left4me-bus-close")
          .start(connection::disconnect)
          .join(CLOSE_LIMIT);
    } catch (OutOfMemoryError noThread) {
      // Better to hang than to keep the connection's own threads where there are no more.
      connection.disconnect();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Hears of the loss from the library, on the thread that met it and with the library's locks
   * held.
   *
   * @param loss is completed
   */
  private record LossCallback(CompletableFuture<Throwable> loss) implements IDisconnectCallback {
    @Override
    public void disconnectOnError(IOException cause) {
      loss.complete(cause);
    }

    @Override
    public void clientDisconnect() {
      loss.complete(new IOException("the bus closed the connection"));
    }

    @Override
    public void requestedDisconnect(Integer connectionId) {
      loss.complete(new IOException("the connection was closed"));
    }
  }
}
