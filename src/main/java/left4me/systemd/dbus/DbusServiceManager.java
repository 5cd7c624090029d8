package left4me.systemd.dbus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import left4me.systemd.Job;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import org.freedesktop.dbus.DBusPath;

/** The service manager over D-Bus: which method each operation is, and what its answers mean. */
public final class DbusServiceManager implements ServiceManager {

  private final SystemdSettings settings;
  private final SessionKeeper sessions;

  private DbusServiceManager(SystemdSettings settings) {
    this.settings = settings;
    this.sessions = new SessionKeeper(() -> Session.open(settings));
  }

  /** See {@link ServiceManager#connect}. */
  public static DbusServiceManager connect(SystemdSettings settings) throws InterruptedException {
    DbusServiceManager manager = new DbusServiceManager(settings);
    try {
      manager.sessions.get("connect", Deadline.after(settings.callLimit()));
      return manager;
    } catch (SystemdException | InterruptedException failed) {
      manager.close();
      throw failed;
    }
  }

  @Override
  public Job start(UnitName unit) throws InterruptedException {
    return enqueue(JobKind.START, unit);
  }

  @Override
  public Job stop(UnitName unit) throws InterruptedException {
    return enqueue(JobKind.STOP, unit);
  }

  @Override
  public Job restart(UnitName unit) throws InterruptedException {
    return enqueue(JobKind.RESTART, unit);
  }

  private Job enqueue(JobKind kind, UnitName unit) throws InterruptedException {
    String operation = kind.verb() + " " + unit;
    Call call = Call.manager(kind.member(), "ss", unit.value(), "replace");
    Deadline deadline = Deadline.after(settings.callLimit());
    Session session = sessions.get(operation, deadline);
    List<Object> values =
        expectReturn(
            operation,
            deadline,
            session.call(
                call.interactive(settings.interactive()),
                deadline,
                late -> cancelLate(session, late)));
    if (values.isEmpty() || !(values.getFirst() instanceof DBusPath path)) {
      throw new SystemdException.Refused(
          operation, "org.freedesktop.DBus.Error.InvalidArgs", "no job in the reply", "");
    }
    return new DbusJob(this, session, kind, unit, path.getPath());
  }

  /** A job that nobody waits for any more, as its maker was interrupted or ran out of time. */
  private void cancelLate(Session session, Answer answer) {
    if (answer instanceof Answer.Returned returned
        && !returned.values().isEmpty()
        && returned.values().getFirst() instanceof DBusPath path) {
      Thread.ofVirtual()
          .name("left4me-systemd-cancel")
          .start(
              () -> {
                try {
                  session.call(
                      DbusJob.cancelCall(path.getPath()),
                      Deadline.after(settings.callLimit()),
                      late -> {});
                } catch (InterruptedException never) {
                  Thread.currentThread().interrupt();
                }
              });
    }
  }

  @Override
  public void resetFailed(UnitName unit) throws InterruptedException {
    String operation = "reset-failed " + unit;
    Call call = Call.manager(Call.Member.RESET_FAILED_UNIT, "s", unit.value());
    Deadline deadline = Deadline.after(settings.callLimit());
    Session session = sessions.get(operation, deadline);
    expectReturn(
        operation,
        deadline,
        session.call(call.interactive(settings.interactive()), deadline, late -> {}));
  }

  @Override
  public UnitStatus status(UnitName unit) throws InterruptedException {
    return status(unit, Deadline.after(settings.callLimit()));
  }

  UnitStatus status(UnitName unit, Deadline deadline) throws InterruptedException {
    String operation = "status of " + unit;
    Session session = sessions.get(operation, deadline);
    return read(operation, unit, deadline, session.call(getAll(unit), deadline, late -> {}));
  }

  @Override
  public List<UnitStatus> statuses(Collection<UnitName> units) throws InterruptedException {
    Deadline deadline = Deadline.after(settings.callLimit());
    Session session = sessions.get("status of " + units.size() + " units", deadline);
    Map<UnitName, PendingCall> asked = new LinkedHashMap<>();
    for (UnitName unit : units) {
      if (!asked.containsKey(unit)) {
        asked.put(unit, session.send(getAll(unit), deadline));
      }
    }
    List<UnitStatus> statuses = new ArrayList<>();
    for (UnitName unit : units) {
      Answer answer = Objects.requireNonNull(asked.get(unit)).await(deadline);
      // What a systemd that left could not answer is asked again, with the waiting for it.
      statuses.add(
          answer instanceof Answer.Refused refused && BusErrors.isPeerGone(refused)
              ? status(unit, deadline)
              : read("status of " + unit, unit, deadline, answer));
    }
    return List.copyOf(statuses);
  }

  /** The properties of all interfaces of the unit, in one call: that is what no interface means. */
  private static Call getAll(UnitName unit) {
    return new Call(unit.objectPath(), Call.Member.GET_ALL, "s", List.of(""), false);
  }

  private static UnitStatus read(
      String operation, UnitName unit, Deadline deadline, Answer answer) {
    List<Object> values = expectReturn(operation, deadline, answer);
    if (values.isEmpty() || !(values.getFirst() instanceof Map<?, ?> properties)) {
      throw new SystemdException.Refused(
          operation, "org.freedesktop.DBus.Error.InvalidArgs", "no properties in the reply", "");
    }
    return new UnitProperties(properties).status(unit);
  }

  static List<Object> expectReturn(String operation, Deadline deadline, Answer answer) {
    return switch (answer) {
      case Answer.Returned returned -> returned.values();
      case Answer.Refused refused -> throw BusErrors.toException(operation, refused);
      case Answer.Lost lost ->
          throw new SystemdException.Disconnected(
              operation,
              "the connection to the bus was lost ("
                  + lost.cause().getMessage()
                  + "); whether it was carried out is not known. Look at the unit's status and"
                  + " repeat it",
              lost.cause());
      case Answer.Late late ->
          throw new SystemdException.TimedOut(
              operation,
              "systemd did not answer within "
                  + deadline.limitText()
                  + ". It may be starting anew, or wait for polkit");
    };
  }

  SystemdSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    sessions.close();
  }
}
