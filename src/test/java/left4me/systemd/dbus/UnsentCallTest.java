package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.connections.base.AbstractConnectionBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that could not even be sent. */
@Timeout(60)
final class UnsentCallTest {

  private PrivateBus bus;

  @BeforeEach
  void startBus() throws Exception {
    bus = PrivateBus.start();
  }

  @AfterEach
  void removeBus() throws Exception {
    bus.remove();
  }

  /** What the library sends by, where the system gives no more threads. */
  private static final class NoThread extends AbstractExecutorService {

    @Override
    public void execute(Runnable command) {
      throw new OutOfMemoryError("unable to create native thread");
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return true;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  @Test
  void isAnsweredAndLeavesItsPlaceToTheNext() throws Exception {
    Call call =
        new Call(
            "/org/freedesktop/DBus",
            Call.Member.GET_NAME_OWNER,
            "s",
            List.of(BusConnection.BUS),
            false);
    Deadline deadline = Deadline.after(Duration.ofSeconds(30));
    try (BusConnection connection = BusConnection.open(bus.address(), 1)) {
      Field inner = BusConnection.class.getDeclaredField("connection");
      inner.setAccessible(true);
      Field sender = AbstractConnectionBase.class.getDeclaredField("senderService");
      sender.setAccessible(true);
      Object real = sender.get(inner.get(connection));
      sender.set(inner.get(connection), new NoThread());

      assertThat(connection.call(BusConnection.BUS, call, deadline))
          .isInstanceOfSatisfying(
              Answer.Lost.class,
              lost -> assertThat(lost.cause()).hasMessageContaining("native thread"));

      sender.set(inner.get(connection), real);
      assertThat(connection.call(BusConnection.BUS, call, deadline))
          .isEqualTo(new Answer.Returned(List.of(BusConnection.BUS)));
    }
  }
}
