package left4me.systemd.dbus;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.matchrules.DBusMatchRuleBuilder;
import org.freedesktop.dbus.messages.DBusSignal;
import org.jspecify.annotations.Nullable;

/**
 * systemd on one bus connection: which unique name it has now, and what it announces.
 *
 * <p>Any user of the bus can send a signal that looks like one of systemd's. So the match rule and
 * the handler go by systemd's unique name, which dbus-daemon writes into each message and nobody
 * can choose. A systemd that re-executes itself gets another: NameOwnerChanged tells, and then the
 * rule is made anew, it is subscribed to again, and whoever waits for a job that is not there any
 * more is woken to look at the unit, as what was announced in between is lost.
 *
 * <p>Thread-safe.
 */
final class SystemdPeer {

  static final String MANAGER_PATH = "/org/freedesktop/systemd1";
  static final String MANAGER = "org.freedesktop.systemd1.Manager";

  /** systemd's well-known name. */
  static final String NAME = "org.freedesktop.systemd1";

  private static final String BUS = BusConnection.BUS;
  private static final String BUS_PATH = "/org/freedesktop/DBus";

  /**
   * For getting to know a new owner of the name. A busy systemd takes its time; whoever waits for
   * it has a limit of their own.
   */
  private static final Duration ADOPTION_LIMIT = Duration.ofMinutes(5);

  private final BusConnection bus;
  private final JobRegistry jobs;
  private final UnitAnnouncements units;
  private final CurrentOwner owner = new CurrentOwner();

  /** Held while getting to know an owner, so that one is known after the other. */
  private final ReentrantLock adoption = new ReentrantLock();

  /** The owner that is subscribed to and listened to; guarded by adoption, as is its handler. */
  private String adopted = "";

  private AutoCloseable handler = () -> {};

  private SystemdPeer(BusConnection bus, JobRegistry jobs) {
    this.bus = bus;
    this.jobs = jobs;
    this.units = new UnitAnnouncements(bus);
    bus.whenLost(
        () -> {
          jobs.lose();
          owner.end();
          units.missed();
        });
  }

  /**
   * Finds systemd on a bus and subscribes to it; from then on no end of a job is missed.
   *
   * @param bus the bus
   * @param jobs hears of the jobs that end
   */
  static SystemdPeer find(BusConnection bus, JobRegistry jobs)
      throws DBusException, InterruptedException {
    SystemdPeer peer = new SystemdPeer(bus, jobs);
    bus.onSignal(
        DBusMatchRuleBuilder.create()
            .withType("signal")
            .withSender(BUS)
            .withPath(BUS_PATH)
            .withInterface(BUS)
            .withMember("NameOwnerChanged")
            .withArg0123(0, NAME)
            .build(),
        peer::nameOwnerChanged);
    peer.adopt();
    return peer;
  }

  /**
   * The unique name to call systemd by; waits while there is none.
   *
   * @param stale a name that turned out to be gone; null if none did
   * @param deadline until when to wait
   * @return the name; empty if none appeared, or the bus is lost
   */
  Optional<String> owner(@Nullable String stale, Deadline deadline) throws InterruptedException {
    return owner.await(stale, deadline);
  }

  /** On the signal thread: only notes it, and leaves the asking to another thread. */
  private void nameOwnerChanged(DBusSignal signal) {
    if (!BUS.equals(signal.getSource())) {
      return;
    }
    owner.isNobody();
    Thread.ofVirtual()
        .name("left4me-systemd-adopt")
        .start(
            () -> {
              try {
                adopt();
              } catch (DBusException | InterruptedException | RuntimeException | Error failed) {
                // Half adopted is worse than lost: the next call begins from scratch.
                bus.giveUp(failed);
              }
            });
  }

  private void adopt() throws DBusException, InterruptedException {
    adoption.lockInterruptibly();
    try {
      Deadline deadline = Deadline.after(ADOPTION_LIMIT);
      Optional<String> found = askOwner(deadline);
      if (found.isEmpty()) {
        owner.isNobody(); // Another NameOwnerChanged follows when it is back.
        return;
      }
      String name = found.get();
      if (!name.equals(adopted)) {
        listen(name);
        if (!subscribe(name, deadline)) {
          return;
        }
        adopted = name;
        units.missed();
      }
      owner.is(name);
      if (jobs.hasOpen()) {
        // Not all who wait: who asks about each of 200 jobs keeps systemd from running them, as it
        // answers messages first.
        jobs.nudgeAllBut(listJobs(name, deadline));
      }
    } finally {
      adoption.unlock();
    }
  }

  /** Listens to this owner, and to the one before no more. */
  private void listen(String name) throws DBusException {
    adopted = "";
    try {
      handler.close();
    } catch (Exception alreadyGone) {
      // dbus-daemon drops the rules for a unique name itself when its owner leaves, and then says
      // that there is no such rule. The library has forgotten the handler before it asks.
    }
    JobRemovedHandler jobRemoved = new JobRemovedHandler(name, jobs);
    handler = bus.onSignal(jobRemoved.rule(), jobRemoved);
    units.from(name);
  }

  /** What this systemd, and those after it, announce about units. */
  UnitAnnouncements units() {
    return units;
  }

  /** Who owns the name; the bus answers this itself. */
  static Call getNameOwner() {
    return new Call(BUS_PATH, Call.Member.GET_NAME_OWNER, "s", List.of(NAME), false);
  }

  private Optional<String> askOwner(Deadline deadline) throws DBusException, InterruptedException {
    Answer answer = bus.call(BUS, getNameOwner(), deadline);
    if (answer instanceof Answer.Returned returned) {
      return Optional.of((String) returned.values().getFirst());
    }
    if (answer instanceof Answer.Refused refused
        && refused.name().equals("org.freedesktop.DBus.Error.NameHasNoOwner")) {
      return Optional.empty();
    }
    throw unanswered("GetNameOwner", (Answer.Failure) answer);
  }

  /** Asks for signals; false if that systemd is gone already. */
  private boolean subscribe(String name, Deadline deadline)
      throws DBusException, InterruptedException {
    Call call = Call.manager(Call.Member.SUBSCRIBE, "");
    Answer answer = bus.call(name, call, deadline);
    if (answer instanceof Answer.Returned) {
      return true;
    }
    if (answer instanceof Answer.Refused refused) {
      if (BusErrors.isPeerGone(refused)) {
        return false;
      }
      if (refused.name().equals("org.freedesktop.systemd1.AlreadySubscribed")) {
        return true;
      }
    }
    throw unanswered("Subscribe", (Answer.Failure) answer);
  }

  private static DBusException unanswered(String method, Answer.Failure answer) {
    return switch (answer) {
      case Answer.Refused refused ->
          new DBusException(method + ": " + refused.name() + ": " + refused.text());
      case Answer.Lost lost -> new DBusException(method, lost.cause());
      case Answer.Late late -> new DBusException(method + " was not answered");
    };
  }

  /**
   * The paths of the jobs that there are; none if that is not to be had, which costs more looks.
   */
  private Set<String> listJobs(String name, Deadline deadline) throws InterruptedException {
    Set<String> paths = new HashSet<>();
    Answer answer = bus.call(name, Call.manager(Call.Member.LIST_JOBS, ""), deadline);
    if (answer instanceof Answer.Returned returned
        && !returned.values().isEmpty()
        && returned.values().getFirst() instanceof List<?> jobList) {
      for (Object entry : jobList) {
        // (usssoo): number, unit, kind, state, the job's path, the unit's path
        if (entry instanceof Object[] fields
            && fields.length == 6
            && fields[4] instanceof DBusPath path) {
          paths.add(path.getPath());
        }
      }
    }
    return paths;
  }
}
