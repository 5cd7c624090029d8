package left4me.systemd.dbus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import left4me.systemd.Job;
import left4me.systemd.Pending;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import left4me.systemd.UnitState;
import left4me.systemd.UnitStatus;
import left4me.systemd.UnitWatch;
import org.freedesktop.dbus.DBusPath;

/** The service manager over D-Bus: which method each operation is, and what its answers mean. */
public final class DbusServiceManager implements ServiceManager {

  private final SystemdSettings settings;
  private final SessionKeeper sessions;
  private final Set<DbusUnitWatch> watches = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private DbusServiceManager(SystemdSettings settings) {
    this.settings = settings;
    this.sessions = new SessionKeeper(() -> Session.open(settings));
  }

  /** See {@link ServiceManager#connect}. */
  public static DbusServiceManager connect(SystemdSettings settings) throws InterruptedException {
    DbusServiceManager manager = unconnected(settings);
    try {
      manager.sessions.get("connect", Deadline.after(settings.callLimit()));
      return manager;
    } catch (SystemdException | InterruptedException failed) {
      manager.close();
      throw failed;
    }
  }

  /** See {@link ServiceManager#unconnected}. */
  public static DbusServiceManager unconnected(SystemdSettings settings) {
    return new DbusServiceManager(settings);
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
    Deadline deadline = Deadline.after(settings.orderLimit());
    Session session = sessions.get(operation, deadline.orAfter(settings.callLimit()));
    Withdrawal withdrawal = new Withdrawal(session, settings.callLimit());
    Answer answer;
    try {
      answer = session.call(call.interactive(settings.interactive()), deadline, withdrawal);
    } catch (InterruptedException interrupted) {
      withdrawal.await();
      throw interrupted;
    }
    List<Object> values = expectReturn(operation, deadline, answer);
    if (values.isEmpty() || !(values.getFirst() instanceof DBusPath path)) {
      throw new SystemdException.Refused(
          operation, "org.freedesktop.DBus.Error.InvalidArgs", "no job in the reply", "");
    }
    return new DbusJob(this, session, kind, unit, path.getPath());
  }

  @Override
  public void resetFailed(UnitName unit) throws InterruptedException {
    String operation = "reset-failed " + unit;
    Call call = Call.manager(Call.Member.RESET_FAILED_UNIT, "s", unit.value());
    Deadline deadline = Deadline.after(settings.orderLimit());
    Session session = sessions.get(operation, deadline.orAfter(settings.callLimit()));
    expectReturn(
        operation,
        deadline,
        session.call(call.interactive(settings.interactive()), deadline, late -> {}));
  }

  @Override
  public Pending<UnitState> askState(UnitName unit) throws InterruptedException {
    // No name of a unit has a character that means more than itself in a pattern: systemd takes
    // the backslash for one as well.
    Deadline deadline = Deadline.after(settings.callLimit());
    Pending<List<ListedUnit>> listed =
        askList(session("list " + unit, deadline), List.of(unit.value()), deadline);
    return () ->
        listed.await().stream().map(ListedUnit::state).findFirst().orElse(UnitState.NOT_LOADED);
  }

  @Override
  public UnitStatus status(UnitName unit) throws InterruptedException {
    return status(unit, Deadline.after(settings.callLimit()));
  }

  UnitStatus status(UnitName unit, Deadline deadline) throws InterruptedException {
    String operation = "status of " + unit;
    Session session = sessions.get(operation, deadline);
    Answer answer = session.call(Call.getAll(unit), deadline, late -> {});
    return new UnitProperties(read(operation, deadline, answer)).status(unit);
  }

  @Override
  public List<UnitStatus> statuses(Collection<UnitName> units) throws InterruptedException {
    List<UnitName> inOrder = List.copyOf(units);
    Deadline deadline = Deadline.after(settings.callLimit());
    Session session = session("status of " + inOrder.size() + " units", deadline);
    List<Map<?, ?>> properties = new ManyUnits(session, deadline).properties(inOrder);
    List<UnitStatus> statuses = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      statuses.add(new UnitProperties(properties.get(i)).status(inOrder.get(i)));
    }
    return List.copyOf(statuses);
  }

  @Override
  public List<UnitName> loaded(String template) throws InterruptedException {
    Deadline deadline = Deadline.after(settings.callLimit());
    return loaded(session("list " + pattern(template), deadline), template, deadline);
  }

  private static String pattern(String template) {
    return template + "@*.service";
  }

  /** As {@link #loaded(String)}, by one session. */
  static List<UnitName> loaded(Session session, String template, Deadline deadline)
      throws InterruptedException {
    List<UnitName> units = new ArrayList<>();
    for (ListedUnit listed : list(session, List.of(pattern(template)), deadline)) {
      units.add(new UnitName(listed.unit()));
    }
    return units.stream().sorted().toList();
  }

  /** What systemd lists of the units that it has loaded, of those whose name matches a pattern. */
  static List<ListedUnit> list(Session session, List<String> patterns, Deadline deadline)
      throws InterruptedException {
    return askList(session, patterns, deadline).await();
  }

  private static Pending<List<ListedUnit>> askList(
      Session session, List<String> patterns, Deadline deadline) throws InterruptedException {
    String operation = "list " + String.join(" ", patterns);
    Call call = Call.manager(Call.Member.LIST_UNITS_BY_PATTERNS, "asas", List.of(), patterns);
    Pending<Answer> answer = session.ask(call, deadline);
    return () -> units(expectReturn(operation, deadline, answer.await()));
  }

  private static List<ListedUnit> units(List<Object> values) {
    List<ListedUnit> units = new ArrayList<>();
    if (!values.isEmpty() && values.getFirst() instanceof List<?> found) {
      found.forEach(entry -> ListedUnit.of(entry).ifPresent(units::add));
    }
    return units;
  }

  @Override
  public UnitWatch watch(String template) throws InterruptedException {
    return keep(DbusUnitWatch.open(this, template));
  }

  /** Has a watch closed with this, which may have been while the watch was opened. */
  UnitWatch keep(DbusUnitWatch watch) {
    watches.add(watch);
    if (closed) {
      watch.close();
    }
    return watch;
  }

  /** Has a watch that was closed no longer closed with this. */
  void forget(DbusUnitWatch watch) {
    watches.remove(watch);
  }

  Session session(String operation, Deadline deadline) throws InterruptedException {
    return sessions.get(operation, deadline);
  }

  static Map<?, ?> read(String operation, Deadline deadline, Answer answer) {
    List<Object> values = expectReturn(operation, deadline, answer);
    if (values.isEmpty() || !(values.getFirst() instanceof Map<?, ?> properties)) {
      throw new SystemdException.Refused(
          operation, "org.freedesktop.DBus.Error.InvalidArgs", "no properties in the reply", "");
    }
    return properties;
  }

  static List<Object> expectReturn(String operation, Deadline deadline, Answer answer) {
    if (answer instanceof Answer.Returned returned) {
      return returned.values();
    }
    throw failure(operation, deadline, (Answer.Failure) answer);
  }

  private static SystemdException failure(
      String operation, Deadline deadline, Answer.Failure answer) {
    return switch (answer) {
      case Answer.Refused refused -> BusErrors.toException(operation, refused);
      case Answer.Lost lost ->
          new SystemdException.Disconnected(
              operation,
              "the connection to the bus was lost ("
                  + lost.cause().getMessage()
                  + "); whether it was carried out is not known. Look at the unit's status and"
                  + " repeat it",
              lost.cause());
      case Answer.Late late ->
          new SystemdException.TimedOut(
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
    // First: a watch that is added too late to be closed here finds it out by this.
    closed = true;
    watches.forEach(DbusUnitWatch::end);
    // Before they take back what they listen to: a bus that hangs would be waited for, each time.
    sessions.close();
    watches.forEach(DbusUnitWatch::close);
  }
}
