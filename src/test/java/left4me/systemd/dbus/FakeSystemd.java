package left4me.systemd.dbus;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.connections.AbstractConnection;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.types.UInt32;
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
  private volatile Script script = (unit, job) -> jobRemoved(job, unit, "done");

  FakeSystemd(PrivateBus bus) throws DBusException {
    this(bus, fake -> {});
  }

  /** Makes one that is prepared before anybody can find it. */
  FakeSystemd(PrivateBus bus, Consumer<FakeSystemd> preparation) throws DBusException {
    connection = connect(bus);
    preparation.accept(this);
    connection.exportObject(MANAGER_PATH, new ManagerObject());
    connection.addFallback(MANAGER_PATH + "/unit", new UnitObject());
    connection.requestBusName("org.freedesktop.systemd1");
  }

  /** A connection of anybody's. */
  static DBusConnection connect(PrivateBus bus) throws DBusException {
    return DBusConnectionBuilder.forAddress(bus.address())
        .withShared(false)
        .receivingThreadConfig()
        // Each may be held back by a script.
        .withMethodCallThreadCount(256)
        .connectionConfig()
        .build();
  }

  void onJob(Script newScript) {
    script = newScript;
  }

  /** Sets the state of a unit, and the job that is under way for it; an empty path for none. */
  void unit(String objectPath, String active, String sub, String jobPath) {
    Map<String, Variant<?>> properties = new HashMap<>();
    properties.put("LoadState", new Variant<>("loaded"));
    properties.put("ActiveState", new Variant<>(active));
    properties.put("SubState", new Variant<>(sub));
    properties.put("Result", new Variant<>("success"));
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
    public String getObjectPath() {
      return MANAGER_PATH;
    }
  }

  private final class UnitObject implements Properties {
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // dbus-java's own signature
    public <A> A Get(String interfaceName, String property) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <A> void Set(String interfaceName, String property, A value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Variant<?>> GetAll(String interfaceName) {
      String path = AbstractConnection.getCallInfo().getObjectPath();
      asked.add(new Asked("GetAll", path, 0));
      return units.getOrDefault(path, Map.of("LoadState", new Variant<>("not-found")));
    }

    @Override
    public String getObjectPath() {
      return MANAGER_PATH + "/unit";
    }
  }
}
