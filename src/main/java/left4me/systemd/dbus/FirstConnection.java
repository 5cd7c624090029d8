package left4me.systemd.dbus;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.text.Collator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a process's first connection has Java set up: a source of random numbers for its sockets,
 * and the order of all letters, by which dbus-java compares the words of its handshake. Neither
 * needs the other, or what dbus-java does before it comes to them, so a thread of its own sets them
 * up meanwhile.
 *
 * <p>Nothing depends on it: what it has not done by then is done, or waited for, where it is
 * needed. Thread-safe.
 */
final class FirstConnection {

  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private FirstConnection() {}

  /** Has it set up, if this is the first to ask. Does not wait for it. */
  static void prepare() {
    if (!BEGUN.getAndSet(true)) {
      try {
        Thread.ofPlatform().daemon().name("left4me-bus-prepare").start(FirstConnection::setUp);
      } catch (OutOfMemoryError noThread) {
        // That there are no more threads to be had is for the connection to say, which needs some.
      }
    }
  }

  private static void setUp() {
    try {
      SocketChannel.open(StandardProtocolFamily.UNIX).close();
      Collator.getInstance(Locale.getDefault());
    } catch (IOException | RuntimeException | LinkageError ignored) {
      // The connection comes to it as well, and says what is wrong.
    }
  }
}
