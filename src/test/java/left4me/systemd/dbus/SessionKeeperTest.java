package left4me.systemd.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import left4me.systemd.SystemdException;
import org.freedesktop.dbus.exceptions.DBusException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SessionKeeperTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 100", "2, 200", "3, 400", "5, 1600", "6, 2000", "7, 2000", "1000, 2000"})
  void holdsAnAttemptBackLongerAfterMoreFailures(int failures, long millis) {
    assertThat(SessionKeeper.pause(failures)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void tellsWhyItCannotConnectAndTriesAgain() {
    AtomicInteger attempts = new AtomicInteger();
    try (SessionKeeper keeper =
        new SessionKeeper(
            () -> {
              throw new DBusException("no such socket " + attempts.incrementAndGet());
            })) {

      assertThatThrownBy(() -> keeper.get("start a.service", Deadline.after(LONG)))
          .isInstanceOf(SystemdException.Disconnected.class)
          .hasMessageContaining("start a.service")
          .hasMessageContaining("no such socket 1");
      assertThatThrownBy(() -> keeper.get("start a.service", Deadline.after(LONG)))
          .hasMessageContaining("no such socket 2");
    }
  }

  @Test
  void waitsNoLongerThanItMayForABusThatHangs() {
    CountDownLatch never = new CountDownLatch(1);
    try (SessionKeeper keeper = hanging(never)) {
      assertThatThrownBy(() -> keeper.get("connect", Deadline.after(Duration.ofMillis(1))))
          .isInstanceOf(SystemdException.TimedOut.class);
    }
  }

  @Test
  void closingEndsAnAttemptAndWhoeverWaitsForIt() {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    SessionKeeper keeper =
        new SessionKeeper(
            () -> {
              begun.countDown();
              never.await();
              throw new AssertionError();
            });
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                begun.await();
              } catch (InterruptedException ignored) {
                Thread.currentThread().interrupt();
              }
              keeper.close();
            });

    assertThatThrownBy(() -> keeper.get("connect", Deadline.after(LONG)))
        .isInstanceOf(SystemdException.Disconnected.class)
        .hasMessage("connect: the connection was closed");
    assertThatThrownBy(() -> keeper.get("connect", Deadline.after(LONG)))
        .isInstanceOf(SystemdException.Disconnected.class)
        .hasMessage("connect: the connection was closed");
  }

  @Test
  void asksForAThreadAgainAfterNoneWasToBeHad() {
    Queue<Thread> threads =
        new ArrayDeque<>(
            List.of(
                new Thread() {
                  @Override
                  public void start() {
                    throw new OutOfMemoryError("unable to create native thread");
                  }
                }));
    try (SessionKeeper keeper =
        new SessionKeeper(
            () -> {
              throw new DBusException("no such socket");
            },
            connect -> threads.isEmpty() ? new Thread(connect) : threads.remove())) {

      assertThatThrownBy(() -> keeper.get("start a.service", Deadline.after(LONG)))
          .isInstanceOf(SystemdException.Disconnected.class)
          .hasMessageContaining("unable to create native thread");
      assertThatThrownBy(() -> keeper.get("start a.service", Deadline.after(LONG)))
          .hasMessageContaining("no such socket");
    }
  }

  private static SessionKeeper hanging(CountDownLatch never) {
    return new SessionKeeper(
        () -> {
          never.await();
          throw new AssertionError();
        });
  }
}
