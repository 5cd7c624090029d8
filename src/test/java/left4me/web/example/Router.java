package left4me.web.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import left4me.host.HostException;
import left4me.host.InstanceBusyException;
import left4me.host.Left4meHost;
import left4me.host.NotAuthorizedException;
import left4me.host.NotInitializedException;
import left4me.host.SystemdUnavailableException;
import left4me.instance.InstanceName;

/** Who answers which request. What goes wrong before an answer has begun is one, of its own. */
final class Router implements HttpHandler {

  private static final String GET = "GET";

  private final SameOrigin sameOrigin;
  private final Page page;
  private final Servers servers;
  private final Operations operations;
  private final Streams streams;
  private final Tree tree;

  Router(SameOrigin sameOrigin, Page page, StatusHub hub, Left4meHost host, Path root) {
    this.sameOrigin = sameOrigin;
    this.page = page;
    this.servers = new Servers(host);
    this.operations = new Operations(host);
    this.streams = new Streams(hub, host);
    this.tree = new Tree(root);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        sameOrigin.check(exchange);
        answer(exchange, path(exchange));
      } catch (RefusedException e) {
        Answer.json(exchange, e.status(), e.body());
      } catch (HostException e) {
        Answer.json(exchange, status(e), Json.error(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The path's parts: the last one is empty if it ends with a slash. */
  private static List<String> path(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return List.of(path.substring(1).split("/", -1));
  }

  private void answer(HttpExchange exchange, List<String> path)
      throws IOException, RefusedException, HostException, InterruptedException {
    String first = path.getFirst();
    if (path.size() == 1 && Page.has(first)) {
      only(GET, exchange);
      page.answer(exchange, first);
    } else if (path.equals(List.of("events"))) {
      only(GET, exchange);
      streams.status(exchange);
    } else if (path.equals(List.of("servers"))) {
      only(GET, exchange);
      servers.all(exchange);
    } else if (first.equals("servers") && InstanceName.isValid(path.get(1))) {
      InstanceName name = new InstanceName(path.get(1));
      answer(exchange, name, new ArrayList<>(path.subList(2, path.size())));
    } else {
      throw RefusedException.nothingThere();
    }
  }

  private void answer(HttpExchange exchange, InstanceName name, List<String> rest)
      throws IOException, RefusedException, HostException, InterruptedException {
    if (rest.isEmpty()) {
      switch (exchange.getRequestMethod()) {
        case GET -> servers.one(exchange, name);
        case "PUT" -> operations.initialize(exchange, name);
        case "DELETE" -> operations.delete(exchange, name);
        default -> throw RefusedException.method();
      }
    } else if (rest.equals(List.of("log"))) {
      only(GET, exchange);
      streams.log(exchange, name);
    } else if (rest.getFirst().equals("tree")) {
      only(GET, exchange);
      tree.answer(exchange, name, rest.subList(1, rest.size()));
    } else if (rest.size() == 1) {
      only("POST", exchange);
      operations.run(exchange, name, rest.getFirst());
    } else {
      throw RefusedException.nothingThere();
    }
  }

  private static void only(String method, HttpExchange exchange) throws RefusedException {
    if (!exchange.getRequestMethod().equals(method)) {
      throw RefusedException.method();
    }
  }

  private static int status(HostException failure) {
    return switch (failure) {
      case NotInitializedException _, InstanceBusyException _ -> 409;
      case NotAuthorizedException _ -> 403;
      case SystemdUnavailableException _ -> 503;
      default -> 500;
    };
  }
}
