package left4me.systemd.dbus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;

/**
 * A program that floods the system bus with JobRemoved signals for jobs to come, to all and to one
 * victim, until its standard input ends. Arguments: the victim's unique name, the first job's
 * number.
 */
public final class Forger {

  private static final int JOBS_AHEAD = 20_000;

  private Forger() {}

  /** Floods. */
  public static void main(String[] args) throws Exception {
    String victim = args[0];
    long first = Long.parseLong(args[1]);
    try (DBusConnection connection =
        DBusConnectionBuilder.forAddress("unix:path=/run/dbus/system_bus_socket")
            .withShared(false)
            .build()) {
      System.out.println("flooding");
      for (long i = 0; System.in.available() == 0 && connection.isConnected(); i++) {
        String job = SystemdPeer.MANAGER_PATH + "/job/" + (first + i % JOBS_AHEAD);
        FakeSystemd.sendJobRemoved(connection, null, job, "forged.service", "failed");
        FakeSystemd.sendJobRemoved(connection, victim, job, "forged.service", "failed");
        if (i % 100 == 0) {
          // An answer of the bus: so it is not only the library's queue that fills.
          connection.getDBusOwnerName("org.freedesktop.systemd1");
        }
      }
    }
  }

  /** Starts the program as a user with no rights, and returns once it floods. */
  static Process flood(String victim, String firstJob) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    "setpriv",
                    "--reuid=nobody",
                    "--regid=nogroup",
                    "--clear-groups",
                    "--",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--class-path",
                    System.getProperty("java.class.path"),
                    Forger.class.getName(),
                    victim,
                    firstJob))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.inputReader().readLine() == null) {
      throw new IOException("the forger did not start");
    }
    return process;
  }
}
