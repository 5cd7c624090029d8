package left4me.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import left4me.host.HostException;
import left4me.host.InstanceStatus;
import left4me.host.Left4meHost;
import left4me.host.StepListener;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;

/**
 * The smallest web tier that is one: an HTTP server, in left4me-web.service, that calls the
 * library.
 *
 * <pre>
 * GET  /servers/NAME              active, inactive, …
 * POST /servers/NAME/start        (stop, restart, reset) and the steps that were made
 * GET  /servers/NAME/tree/PATH    a file of the mounted tree
 * </pre>
 */
public final class ExampleWebTier {

  private static final Path ROOT = Path.of("/var/lib/left4me");
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int FAILED = 500;

  private final Left4meHost host;

  private ExampleWebTier(Left4meHost host) {
    this.host = host;
  }

  /**
   * Serves until it is ended.
   *
   * @param args the port
   */
  public static void main(String[] args) throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 0);
    ExampleWebTier tier = new ExampleWebTier(Left4meHost.builder().root(ROOT).build());
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/servers/", tier::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    int status = OK;
    String answer;
    try {
      answer = answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
    } catch (IllegalArgumentException e) {
      status = NOT_FOUND;
      answer = String.valueOf(e.getMessage());
    } catch (HostException e) {
      status = FAILED;
      answer = e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String answer(String method, String path)
      throws HostException, InterruptedException, IOException {
    List<String> parts = List.of(path.substring("/servers/".length()).split("/", 3));
    InstanceName name = new InstanceName(parts.getFirst());
    if (method.equals("POST")) {
      return act(name, parts.get(1));
    }
    if (parts.size() > 2) {
      InstanceFolders folders = new InstanceFolders(ROOT, name);
      return Files.readString(folders.merged().resolve(parts.get(2)));
    }
    InstanceStatus status = host.status(name);
    return status.activeState();
  }

  private String act(InstanceName name, String verb) throws HostException, InterruptedException {
    StringBuilder steps = new StringBuilder();
    StepListener listener = step -> steps.append(step.sentence()).append('\n');
    switch (verb) {
      case "start" -> host.start(name, listener);
      case "stop" -> host.stop(name, listener);
      case "restart" -> host.restart(name, listener);
      case "reset" -> host.reset(name, listener);
      default -> throw new IllegalArgumentException("there is no such verb: " + verb);
    }
    return steps.toString();
  }
}
