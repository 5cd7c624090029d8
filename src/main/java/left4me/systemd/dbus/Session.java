package left4me.systemd.dbus;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import left4me.systemd.JobResult;
import left4me.systemd.Pending;
import left4me.systemd.SystemdSettings;
import org.freedesktop.dbus.exceptions.DBusException;

/**
 * One connection to systemd, from finding it to the loss of the bus.
 *
 * <p>Thread-safe. It survives a systemd that re-executes itself; once the bus is lost, it is over,
 * and the jobs that were made through it can no longer be waited for.
 */
final class Session implements AutoCloseable {

  /** More than enough for the gap between a signal and the reply that is handled after it. */
  private static final int JOBS_REMEMBERED = 4096;

  private static final Duration REMEMBERED_FOR = Duration.ofMinutes(1);

  private final BusConnection bus;
  private final SystemdPeer peer;
  private final JobRegistry jobs;

  private Session(BusConnection bus, SystemdPeer peer, JobRegistry jobs) {
    this.bus = bus;
    this.peer = peer;
    this.jobs = jobs;
  }

  /** Connects. Blocks without a limit of its own if the bus hangs. */
  static Session open(SystemdSettings settings) throws DBusException, InterruptedException {
    BusConnection bus = BusConnection.open(settings.busAddress(), settings.maxInFlight());
    try {
      JobRegistry jobs = new JobRegistry(JOBS_REMEMBERED, REMEMBERED_FOR, System::nanoTime);
      return new Session(bus, SystemdPeer.find(bus, jobs), jobs);
    } catch (DBusException | InterruptedException | RuntimeException | Error failed) {
      bus.close();
      throw failed;
    }
  }

  /**
   * Calls systemd. One that leaves the bus before it answers, as it does when it re-executes
   * itself, is called again when it is back; it may have carried out the first call.
   *
   * @param late takes the answer that comes after this has given up; at once, and {@link
   *     Answer.Late}, if an interrupt came before the call was sent
   */
  Answer call(Call call, Deadline deadline, Consumer<Answer> late) throws InterruptedException {
    String stale = null;
    while (true) {
      Optional<String> owner;
      PendingCall sent;
      try {
        owner = peer.owner(stale, deadline);
        if (owner.isEmpty()) {
          return bus.isLost() ? bus.lost() : new Answer.Late();
        }
        sent = bus.send(owner.get(), call, deadline);
      } catch (InterruptedException interrupted) {
        late.accept(new Answer.Late());
        throw interrupted;
      }
      Answer answer;
      try {
        answer = sent.await(deadline);
      } catch (InterruptedException interrupted) {
        sent.whenAnswered(late);
        throw interrupted;
      }
      if (answer instanceof Answer.Late) {
        sent.whenAnswered(late);
        probe();
      }
      if (!(answer instanceof Answer.Refused refused && BusErrors.isPeerGone(refused))) {
        return answer;
      }
      stale = owner.get();
    }
  }

  /**
   * Sends a call to systemd without waiting for its answer, which may be that systemd is gone.
   *
   * @return the call, which may be answered already if it could not be sent
   */
  PendingCall send(Call call, Deadline deadline) throws InterruptedException {
    return bus.send(peer.owner(null, deadline).orElse(SystemdPeer.NAME), call, deadline);
  }

  /**
   * Sends a call to systemd. What one that left the bus could not answer is asked again, with the
   * waiting for it, once the answer is waited for.
   */
  Pending<Answer> ask(Call call, Deadline deadline) throws InterruptedException {
    PendingCall sent = send(call, deadline);
    return () -> {
      Answer answer = sent.await(deadline);
      if (answer instanceof Answer.Late) {
        probe();
      }
      return answer instanceof Answer.Refused refused && BusErrors.isPeerGone(refused)
          ? call(call, deadline, late -> {})
          : answer;
    };
  }

  /**
   * Adds a listener to what is announced about units; see {@link UnitAnnouncements#add}.
   *
   * @return closing it removes the listener
   */
  AutoCloseable listen(Consumer<UnitEvent> listener) throws DBusException {
    return peer.units().add(listener);
  }

  private void probe() {
    Thread.ofVirtual()
        .name("left4me-bus-probe")
        .start(
            () -> {
              try {
                bus.giveUpIfSilent(SystemdPeer.getNameOwner());
              } catch (InterruptedException never) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** Where to wait for the end of a job. */
  JobWatch watch(String jobPath) {
    return jobs.watch(jobPath);
  }

  /** Takes a job for ended whose end was seen, but not announced. */
  void ended(String jobPath, JobResult result) {
    jobs.ended(jobPath, result);
  }

  /** Whether the bus is lost. */
  boolean isLost() {
    return bus.isLost();
  }

  /** What the bus was lost by. */
  Throwable lossCause() {
    return bus.lost().cause();
  }

  @Override
  public void close() {
    bus.close();
  }
}
