package left4me.web.example;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import left4me.host.HostException;
import left4me.host.Left4meHost;
import left4me.host.StatusWatch;

/**
 * The web tier's program.
 *
 * <pre>
 * GET    /                          the page
 * GET    /events                    how all servers do, and each change of that (Server-Sent Events)
 * GET    /servers                   how all servers do (JSON)
 * GET    /servers/NAME              how one does (JSON)
 * PUT    /servers/NAME              makes it from the blueprint in the body       steps, as JSON lines
 * DELETE /servers/NAME              removes it                                    the same
 * POST   /servers/NAME/VERB         start, stop, restart, reset                   the same
 * GET    /servers/NAME/log          its last lines, and those to come (Server-Sent Events)
 * GET    /servers/NAME/tree/PATH    a file of its mounted tree
 * </pre>
 */
public final class ExampleWebTier {

  private static final Path ROOT = Path.of("/var/lib/left4me");

  private ExampleWebTier() {}

  /**
   * Serves until it is ended. Should the watch fail, it ends by itself, and systemd starts it anew.
   *
   * @param args the port
   */
  public static void main(String[] args) throws IOException, HostException, InterruptedException {
    int port = Integer.parseInt(args[0]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    try (Left4meHost host = Left4meHost.builder().root(ROOT).build();
        StatusWatch watch = host.watch()) {
      StatusHub hub = new StatusHub();
      server.createContext("/", new Router(new SameOrigin(port), new Page(), hub, host, ROOT));
      server.start();
      tellSystemd();
      hub.run(watch);
    } finally {
      server.stop(0);
    }
  }

  /** Says that it listens (Type=notify): who starts the unit waits for that. */
  private static void tellSystemd() throws IOException, InterruptedException {
    if (System.getenv("NOTIFY_SOCKET") != null) {
      new ProcessBuilder("systemd-notify", "--ready").inheritIO().start().waitFor();
    }
  }
}
