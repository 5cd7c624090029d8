package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bus that takes a connection and never says a word, as a dbus-daemon that hangs. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SilentBusTest {

  private static final Duration ENOUGH = Duration.ofSeconds(60);

  @TempDir Path root;

  /** Each waits for its own limit, and not one after the other. */
  @Test
  void whoWaitsForItBesideAnotherCanBeInterrupted() throws Exception {
    Path socket = root.resolve("bus");
    try (ServerSocketChannel bus = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Left4meHost host = host(socket)) {
      bus.bind(UnixDomainSocketAddress.of(socket));
      FutureTask<InstanceStatus> first = status(host, "first");
      FutureTask<InstanceStatus> second = status(host, "second");
      Thread.startVirtualThread(first);
      bus.accept();
      Thread waiting = Thread.startVirtualThread(second);
      while (!isWaiting(waiting)) {
        Thread.onSpinWait();
      }

      waiting.interrupt();

      assertThat(waiting.join(ENOUGH)).isTrue();
      assertThat(first).isNotDone();
    }
  }

  private Left4meHost host(Path socket) {
    return Left4meHost.builder()
        .root(root)
        .busAddress("unix:path=" + socket)
        .callLimit(ENOUGH.multipliedBy(2))
        .build();
  }

  private static FutureTask<InstanceStatus> status(Left4meHost host, String name) {
    return new FutureTask<>(() -> host.status(new InstanceName(name)));
  }

  private static boolean isWaiting(Thread thread) {
    return switch (thread.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> true;
      default -> false;
    };
  }
}
