package left4me.systemd.dbus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;

/**
 * A method call on its way, with a future for its answer.
 *
 * <p>The library's own {@code getReply} returns null alike for a spurious wake-up, a time-out and
 * an interrupt; the future tells them apart, and lets us end the wait when the connection is lost.
 */
final class PendingCall extends MethodCall {

  /** {@code ALLOW_INTERACTIVE_AUTHORIZATION} of the D-Bus specification. */
  private static final byte ALLOW_INTERACTIVE_AUTHORIZATION = 4;

  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final Consumer<Throwable> whenUnsendable;

  /**
   * Puts a call together.
   *
   * @param whenUnsendable hears of it if the connection turns out not to take the call, before the
   *     answer says so; must not block
   */
  PendingCall(byte endianness, String destination, Call call, Consumer<Throwable> whenUnsendable)
      throws DBusException {
    super(
        endianness,
        destination,
        call.path(),
        call.member().interfaceName(),
        call.member().methodName(),
        call.interactive() ? ALLOW_INTERACTIVE_AUTHORIZATION : 0,
        call.signature().isEmpty() ? null : call.signature(),
        call.arguments().toArray());
    this.whenUnsendable = whenUnsendable;
  }

  /** Completed once; with {@link Answer.Late} only if the call was not even sent in time. */
  CompletableFuture<Answer> answer() {
    return answer;
  }

  /**
   * Has something done when the answer is there; at once if it is.
   *
   * @param action must not block: it runs on the thread that brings the answer
   */
  @SuppressWarnings("FutureReturnValueIgnored") // It ends as the action does, and nobody waits.
  void whenAnswered(Consumer<Answer> action) {
    answer.thenAccept(action);
  }

  /** Waits for the answer, or returns {@link Answer.Late}. */
  Answer await(Deadline deadline) throws InterruptedException {
    try {
      return answer.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      return new Answer.Late();
    } catch (ExecutionException impossible) {
      throw new AssertionError("an answer never completes exceptionally", impossible);
    }
  }

  /**
   * The message as one block, so that it is one write: the library writes every piece that it was
   * put together from by itself, some fifty for a call, and wakes the bus for each.
   */
  @Override
  public byte[][] getWireData() {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (byte[] piece : super.getWireData()) {
      if (piece == null) {
        break; // what is not used yet of the library's array
      }
      message.writeBytes(piece);
    }
    return new byte[][] {message.toByteArray()};
  }

  /**
   * Called by the library: by its reader thread, or the one that sends if it cannot. Must not
   * block.
   */
  @Override
  public synchronized void setReply(Message reply) {
    Answer read = read(reply);
    if (read instanceof Answer.Lost lost) {
      whenUnsendable.accept(lost.cause());
    }
    answer.complete(read);
  }

  private static Answer read(Message reply) {
    try {
      Object[] parameters = reply.getParameters();
      List<Object> values = parameters == null ? List.of() : Arrays.asList(parameters);
      if (reply instanceof Error) {
        String text = values.isEmpty() ? "" : String.valueOf(values.getFirst());
        // The bus says of each message who sent it. One without a sender never was on it: the
        // library made it, of what kept it from sending the call.
        if (reply.getSource() == null) {
          return new Answer.Lost(new IOException(text));
        }
        return new Answer.Refused(
            String.valueOf(reply.getName()), text, BusConnection.BUS.equals(reply.getSource()));
      }
      return new Answer.Returned(values);
    } catch (DBusException | RuntimeException unreadable) {
      return new Answer.Refused(
          "org.freedesktop.DBus.Error.InvalidArgs", unreadable.toString(), false);
    }
  }
}
