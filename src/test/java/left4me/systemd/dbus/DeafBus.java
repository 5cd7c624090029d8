package left4me.systemd.dbus;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A way to a bus that can stop to take what is sent, without a word: who writes meets the loss of
 * the bus before who reads does.
 */
final class DeafBus implements AutoCloseable {

  private final Path bus;
  private final ServerSocketChannel server;
  private final Queue<SocketChannel> clients = new ConcurrentLinkedQueue<>();
  private final Queue<SocketChannel> open = new ConcurrentLinkedQueue<>();

  private DeafBus(Path bus, ServerSocketChannel server) {
    this.bus = bus;
    this.server = server;
  }

  /** Opens one at a path, to the bus at another. */
  static DeafBus open(Path path, PrivateBus to) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    DeafBus way = new DeafBus(Path.of(to.address().substring("unix:path=".length())), server);
    Thread.ofPlatform().daemon().start(way::accept);
    return way;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        SocketChannel there = SocketChannel.open(UnixDomainSocketAddress.of(bus));
        open.add(client);
        open.add(there);
        clients.add(client);
        Thread.ofPlatform().daemon().start(() -> pass(client, there));
        Thread.ofPlatform().daemon().start(() -> pass(there, client));
      }
    } catch (IOException closed) {
      // The end of the test.
    }
  }

  private static void pass(SocketChannel from, SocketChannel to) {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    try {
      while (from.read(bytes) >= 0) {
        bytes.flip();
        while (bytes.hasRemaining()) {
          to.write(bytes);
        }
        bytes.clear();
      }
    } catch (IOException closed) {
      // By whoever has an end of it.
    }
  }

  /** Takes nothing more of the oldest of those who are connected. */
  void goDeaf() throws IOException {
    Objects.requireNonNull(clients.poll(), "nobody is connected").shutdownInput();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel channel : open) {
      channel.close();
    }
  }
}
