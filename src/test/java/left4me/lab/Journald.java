package left4me.lab;

import java.io.IOException;

/**
 * What writes the journals. It comes to a line when it has time for it, be the program gone that
 * printed it. For root.
 */
public final class Journald {

  private static final String SYNC_SERVERS = "/usr/bin/journalctl --namespace=left4me --sync";

  /** For a server's unit: a stop that ends when the journal has what was printed up to then. */
  public static final String STOP_WITH_ALL_LINES =
      "[Service]\nExecStopPost=+/usr/bin/nsenter --mount=/proc/1/ns/mnt -- " + SYNC_SERVERS + "\n";

  private Journald() {}

  /** Waits until the system's journal has what was printed up to now. */
  public static void sync() throws IOException, InterruptedException {
    Command.run("journalctl", "--sync").orFail();
  }

  /** Waits until the servers' journal has what was printed up to now. */
  public static void syncServers() throws IOException, InterruptedException {
    Command.run(SYNC_SERVERS.split(" ")).orFail();
  }
}
