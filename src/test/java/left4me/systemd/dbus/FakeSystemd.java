package left4me.systemd.dbus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import left4me.systemd.UnitName;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.connections.AbstractConnection;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.UInt64;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/**
 * A systemd on a private bus that does as a test tells it. Its jobs end when the test says so, or
 * at once and before the reply, which is the order that is hard to get right.
 */
final class FakeSystemd implements AutoCloseable {

  static final String MANAGER_PATH = "/org/freedesktop/systemd1";

  /** As dbus-java wants it: public, of a package, with the names of D-Bus. */
  @DBusInterfaceName("org.freedesktop.systemd1.Manager")
  public interface Manager extends DBusInterface {
    @DBusMemberName("Subscribe")
    void subscribe();

    @DBusMemberName("StartUnit")
    DBusPath startUnit(String unit, String mode);

    @DBusMemberName("StopUnit")
    DBusPath stopUnit(String unit, String mode);

    @DBusMemberName("CancelJob")
    void cancelJob(UInt32 id);

    @DBusMemberName("ListUnitsByPatterns")
    List<Listed> listUnitsByPatterns(List<String> states, List<String> patterns);
  }

  /** A line of that list, as dbus-java wants it. */
  public static final class Listed extends Struct {
    @Position(0)
    public final String name;

    @Position(1)
    public final String description = "";

    @Position(2)
    public final String loadState;

    @Position(3)
    public final String activeState;

    @Position(4)
    public final String subState;

    @Position(5)
    public final String following = "";

    @Position(6)
    public final DBusPath path = new DBusPath("/");

    @Position(7)
    public final UInt32 job;

    @Position(8)
    public final String jobType = "";

    @Position(9)
    public final DBusPath jobPath;

    Listed(String name, Map<String, Variant<?>> properties) {
      this.name = name;
      this.loadState = text(properties, "LoadState");
      this.activeState = text(properties, "ActiveState");
      this.subState = text(properties, "SubState");
      Object[] of =
          properties.containsKey("Job")
              ? (Object[]) Objects.requireNonNull(properties.get("Job")).getValue()
              : new Object[] {new UInt32(0), new DBusPath("/")};
      this.job = (UInt32) of[0];
      this.jobPath = (DBusPath) of[1];
    }

    private static String text(Map<String, Variant<?>> properties, String key) {
      return String.valueOf(Objects.requireNonNull(properties.get(key)).getValue());
    }
  }

  /** What a call of StartUnit or StopUnit does before it returns the path of its job. */
  interface Script {
    void run(String unit, String jobPath) throws DBusException, InterruptedException;
  }

  /** A call that arrived. */
  record Asked(String method, String argument, int flags) {}

  private static final AtomicLong JOB_IDS = new AtomicLong();

  private final DBusConnection connection;
  private final Map<String, Map<String, Variant<?>>> units = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final AtomicLong changes = new AtomicLong();
  private volatile Consumer<Asked> whenRead = read -> {};
  private volatile Script script = (unit, job) -> jobRemoved(job, unit, "done");

  FakeSystemd(PrivateBus bus) throws DBusException {
    this(bus, fake -> {});
  }

  /** Makes one that is prepared before anybody can find it. */
  FakeSystemd(PrivateBus bus, Consumer<FakeSystemd> preparation) throws DBusException {
    // Each call may be held back by a script.
    this(connect(bus, 256), preparation);
  }

  /** Makes one that answers one call after the other, as the real one does. */
  static FakeSystemd inOrder(PrivateBus bus) throws DBusException {
    return new FakeSystemd(connect(bus, 1), fake -> {});
  }

  private FakeSystemd(DBusConnection connection, Consumer<FakeSystemd> preparation)
      throws DBusException {
    this.connection = connection;
    preparation.accept(this);
    connection.exportObject(MANAGER_PATH, new ManagerObject());
    connection.addFallback(MANAGER_PATH + "/unit", new UnitObject());
    connection.requestBusName("org.freedesktop.systemd1");
  }

  /** A connection of anybody's. */
  static DBusConnection connect(PrivateBus bus) throws DBusException {
    return connect(bus, 1);
  }

  private static DBusConnection connect(PrivateBus bus, int threads) throws DBusException {
    return DBusConnectionBuilder.forAddress(bus.address())
        .withShared(false)
        .receivingThreadConfig()
        .withMethodCallThreadCount(threads)
        .connectionConfig()
        .build();
  }

  void onJob(Script newScript) {
    script = newScript;
  }

  /** Has something done when units, or properties of one, are asked for, before it is answered. */
  void onRead(Consumer<Asked> action) {
    whenRead = action;
  }

  /** Sets the state of a unit, and the job that is under way for it; an empty path for none. */
  void unit(String objectPath, String active, String sub, String jobPath) {
    Map<String, Variant<?>> properties = new HashMap<>();
    properties.put("LoadState", new Variant<>("loaded"));
    properties.put("ActiveState", new Variant<>(active));
    properties.put("SubState", new Variant<>(sub));
    properties.put("Result", new Variant<>(active.equals("failed") ? "signal" : "success"));
    long moment = changes.incrementAndGet();
    for (String number :
        List.of(
            "StateChangeTimestamp",
            "StateChangeTimestampMonotonic",
            "MemoryCurrent",
            "CPUUsageNSec",
            "TasksCurrent")) {
      properties.put(number, new Variant<>(new UInt64(moment)));
    }
    properties.put("MainPID", new Variant<>(new UInt32(moment)));
    properties.put("NRestarts", new Variant<>(new UInt32(moment)));
    properties.put("InvocationID", new Variant<>(new byte[16]));
    if (!jobPath.isEmpty()) {
      properties.put(
          "Job", new Variant<>(new Object[] {new UInt32(1), new DBusPath(jobPath)}, "(uo)"));
    }
    units.put(objectPath, properties);
  }

  /** Announces the end of a job. */
  void jobRemoved(String jobPath, String unit, String result) throws DBusException {
    sendJobRemoved(connection, null, jobPath, unit, result);
  }

  /** Announces that it has read its files again. */
  void reloaded() throws DBusException {
    connection.sendMessage(
        connection
            .getMessageFactory()
            .createSignal(
                null, MANAGER_PATH, "org.freedesktop.systemd1.Manager", "Reloading", "b", false));
  }

  /** Announces the end of a job in anybody's name, to all or to one. */
  static void sendJobRemoved(
      DBusConnection from, @Nullable String destination, String jobPath, String unit, String result)
      throws DBusException {
    from.sendMessage(
        new DirectedSignal(
            from.getMessageFactory().getEndianess(),
            destination,
            MANAGER_PATH,
            "org.freedesktop.systemd1.Manager",
            "JobRemoved",
            "uoss",
            new UInt32(1),
            new DBusPath(jobPath),
            unit,
            result));
  }

  /** The next call that arrived; waits for it. */
  Asked nextAsked() throws InterruptedException {
    Asked next = asked.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was asked");
    }
    return next;
  }

  /** The next call of a method; waits for it and drops what came before. */
  Asked nextAsked(String method) throws InterruptedException {
    while (true) {
      Asked next = nextAsked();
      if (next.method().equals(method)) {
        return next;
      }
    }
  }

  /** Whether a call of a method has arrived by now and was not taken. */
  boolean wasAsked(String method) {
    return asked.stream().anyMatch(call -> call.method().equals(method));
  }

  /** Whether no other call has arrived than those that were taken. */
  boolean isAskedNoMore() {
    return asked.isEmpty();
  }

  @Override
  public void close() {
    connection.disconnect();
  }

  /** Leaves the bus at once, without answering what was asked. */
  void crash() throws InterruptedException {
    Thread crashing =
        Thread.ofPlatform()
            .start(
                () -> {
                  // The library then does not wait for the methods that still run.
                  Thread.currentThread().interrupt();
                  connection.disconnect();
                });
    crashing.join();
  }

  private DBusPath job(String method, String unit) {
    asked.add(new Asked(method, unit, AbstractConnection.getCallInfo().getFlags()));
    String path = MANAGER_PATH + "/job/" + JOB_IDS.incrementAndGet();
    try {
      script.run(unit, path);
    } catch (DBusException | InterruptedException failed) {
      // The connection is going down; that the answer cannot be sent then is no news.
      Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> {});
      throw new IllegalStateException(failed);
    }
    return new DBusPath(path);
  }

  private final class ManagerObject implements Manager {
    @Override
    public void subscribe() {
      asked.add(new Asked("Subscribe", "", 0));
    }

    @Override
    public DBusPath startUnit(String unit, String mode) {
      return job("StartUnit", unit);
    }

    @Override
    public DBusPath stopUnit(String unit, String mode) {
      return job("StopUnit", unit);
    }

    @Override
    public void cancelJob(UInt32 id) {
      asked.add(new Asked("CancelJob", id.toString(), 0));
    }

    @Override
    public List<Listed> listUnitsByPatterns(List<String> states, List<String> patterns) {
      Asked list = new Asked("ListUnitsByPatterns", String.join(" ", patterns), 0);
      asked.add(list);
      whenRead.accept(list);
      List<Listed> listed = new ArrayList<>();
      units.forEach(
          (path, properties) -> {
            String name = UnitName.ofObjectPath(path).orElseThrow().value();
            if (patterns.stream().anyMatch(pattern -> name.matches(regex(pattern)))) {
              listed.add(new Listed(name, properties));
            }
          });
      return listed;
    }

    private static String regex(String pattern) {
      return "\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E";
    }

    @Override
    public String getObjectPath() {
      return MANAGER_PATH;
    }
  }

  private final class UnitObject implements Properties {
    @Override
    @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"}) // dbus-java's own signature
    public <A> A Get(String interfaceName, String property) {
      return (A) Objects.requireNonNull(read("Get " + property).get(property)).getValue();
    }

    @Override
    public <A> void Set(String interfaceName, String property, A value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Variant<?>> GetAll(String interfaceName) {
      return read("GetAll " + interfaceName);
    }

    private Map<String, Variant<?>> read(String what) {
      String path = AbstractConnection.getCallInfo().getObjectPath();
      Asked read = new Asked(what.strip(), path, 0);
      asked.add(read);
      whenRead.accept(read);
      return new HashMap<>(
          units.getOrDefault(path, Map.of("LoadState", new Variant<>("not-found"))));
    }

    @Override
    public String getObjectPath() {
      return MANAGER_PATH + "/unit";
    }
  }
}
