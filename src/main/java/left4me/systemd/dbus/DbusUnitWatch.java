package left4me.systemd.dbus;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import left4me.systemd.SystemdException;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import left4me.systemd.UnitWatch;
import org.freedesktop.dbus.exceptions.DBusException;
import org.jspecify.annotations.Nullable;

/** A watch that reads what was announced on the thread of whoever asks for the next status. */
final class DbusUnitWatch implements UnitWatch {

  /** Some 5,000 changes of a unit's state, two announcements each. */
  private static final int INBOX = 10_000;

  /** For a new connection that is lost at once; a failed one is held back by its keeper. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final DbusServiceManager manager;
  private final String template;
  private final UnitInbox inbox = new UnitInbox(INBOX);

  /** One reader at a time; all below are its. */
  private final ReentrantLock reading = new ReentrantLock();

  private final UnitHistory history = new UnitHistory();
  private final ArrayDeque<UnitStatus> ready = new ArrayDeque<>();
  private @Nullable Session session;
  private AutoCloseable listening = () -> {};
  private boolean behind;

  private DbusUnitWatch(DbusServiceManager manager, String template) {
    this.manager = manager;
    this.template = template;
  }

  /** Begins, with a first look at the units. */
  static DbusUnitWatch open(DbusServiceManager manager, String template)
      throws InterruptedException {
    DbusUnitWatch watch = new DbusUnitWatch(manager, template);
    boolean begun = false;
    watch.reading.lock();
    try {
      Deadline deadline = Deadline.after(manager.settings().callLimit());
      watch.look(manager.session("watch", deadline), deadline);
      begun = true;
      return watch;
    } finally {
      watch.reading.unlock();
      if (!begun) {
        watch.close();
      }
    }
  }

  @Override
  public Optional<UnitStatus> next(Duration limit) throws InterruptedException {
    Deadline deadline = Deadline.after(limit);
    reading.lockInterruptibly();
    try {
      while (ready.isEmpty() && !isClosed()) {
        if (behind) {
          catchUp(deadline);
        } else {
          inbox.take(deadline).ifPresent(this::digest);
          readAgain();
        }
        if (ready.isEmpty() && deadline.hasPassed()) {
          return Optional.empty();
        }
      }
      return isClosed() ? Optional.empty() : Optional.of(taken());
    } finally {
      reading.unlock();
      hangIfClosed();
    }
  }

  @Override
  public List<UnitStatus> ready() {
    // Another reader has them.
    if (!reading.tryLock()) {
      return List.of();
    }
    try {
      Optional<UnitEvent> event = Optional.empty();
      do {
        event.ifPresent(this::digest);
        event = behind ? Optional.empty() : inbox.poll();
      } while (event.isPresent());
      readAgain();
      List<UnitStatus> taken = new ArrayList<>();
      while (!isClosed() && !ready.isEmpty() && isExplained(ready.element())) {
        taken.add(ready.remove());
      }
      return taken;
    } finally {
      reading.unlock();
      hangIfClosed();
    }
  }

  private void readAgain() {
    inbox.takeAgain().forEach(unit -> ready.add(history.last(unit)));
  }

  /** The oldest one; still there for the next reader if this one is interrupted. */
  private UnitStatus taken() throws InterruptedException {
    UnitStatus status = explained(ready.element());
    ready.remove();
    return status;
  }

  private void digest(UnitEvent event) {
    switch (event) {
      case UnitEvent.Changed change -> {
        if (change.unit().isOf(template)) {
          history.announced(change).ifPresent(ready::add);
        }
      }
      case UnitEvent.Forgotten forgotten -> history.forget(forgotten.unit());
      case UnitEvent.Missed missed -> behind = true;
    }
  }

  /** Looks at the units again; stays behind if there is no connection yet. */
  private void catchUp(Deadline deadline) throws InterruptedException {
    Duration callLimit = manager.settings().callLimit();
    try {
      Session current = manager.session("watch", deadline.orAfter(callLimit));
      // Not until the reader's deadline: whoever reads for a moment each time would have all asked
      // for, and wait for none of it.
      look(current, Deadline.after(callLimit));
      behind = false;
    } catch (SystemdException.Disconnected notYet) {
      // Until then there is nothing to wait for but time, and what was told before to tell again.
      inbox.take(deadline.orAfter(PAUSE)).ifPresent(this::digest);
      readAgain();
    } catch (SystemdException.TimedOut notYet) {
      // That took its time; the next look follows.
    }
  }

  /** By this session alone: another would have to be waited for, and is not listened to. */
  private void look(Session current, Deadline deadline) throws InterruptedException {
    listenTo(current);
    List<UnitName> loaded = DbusServiceManager.loaded(current, template, deadline);
    List<Map<?, ?>> properties = new ManyUnits(current, deadline).properties(loaded);
    for (int i = 0; i < loaded.size(); i++) {
      history.seen(loaded.get(i), properties.get(i)).ifPresent(ready::add);
    }
    Set<UnitName> gone = new HashSet<>(history.units());
    loaded.forEach(gone::remove);
    gone.stream().sorted().forEach(unit -> history.gone(unit).ifPresent(ready::add));
  }

  private void listenTo(Session current) throws InterruptedException {
    if (current == session) {
      return;
    }
    // dbus-java would take the interrupt for a bus that does not answer, and keep what it began.
    if (Thread.interrupted()) {
      throw new InterruptedException("before it listened to systemd");
    }
    hang();
    try {
      listening = current.listen(inbox);
      session = current;
    } catch (DBusException lost) {
      throw new SystemdException.Disconnected(
          "watch " + template, "cannot listen to systemd (" + lost.getMessage() + ")", lost);
    }
  }

  /** Not so a failure without the command that failed, which no announcement has. */
  private static boolean isExplained(UnitStatus status) {
    boolean failed = !status.result().isEmpty() && !status.result().equals("success");
    return !failed || status.failedCommand().isPresent();
  }

  private UnitStatus explained(UnitStatus status) throws InterruptedException {
    if (isExplained(status)) {
      return status;
    }
    try {
      UnitStatus now = manager.status(status.unit());
      return now.invocation().equals(status.invocation())
          ? status.withCommands(now.commands())
          : status;
    } catch (SystemdException unknown) {
      return status;
    }
  }

  private void hang() {
    try {
      listening.close();
    } catch (Exception alreadyGone) {
      // With its connection.
    }
    listening = () -> {};
  }

  @Override
  public void again(UnitName unit) {
    inbox.again(unit);
  }

  @Override
  public boolean isClosed() {
    return inbox.isClosed();
  }

  /** Has whoever reads see the end. {@link #close} is still to follow. */
  void end() {
    inbox.close();
  }

  @Override
  public void close() {
    end();
    manager.forget(this);
    hangIfClosed();
  }

  /** Whoever reads may be in a call; then it is for the reader to do this, and soon. */
  private void hangIfClosed() {
    if (isClosed() && reading.tryLock()) {
      try {
        hang();
      } finally {
        reading.unlock();
      }
    }
  }
}
