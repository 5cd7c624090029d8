package left4me.web.example;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import left4me.host.HostException;
import left4me.host.Left4meHost;
import left4me.instance.InstanceName;

/** How servers do at this moment. */
final class Servers {

  private final Left4meHost host;

  Servers(Left4meHost host) {
    this.host = host;
  }

  void all(HttpExchange exchange) throws IOException, HostException, InterruptedException {
    Answer.json(exchange, 200, Json.statuses(host.list()));
  }

  void one(HttpExchange exchange, InstanceName name)
      throws IOException, HostException, InterruptedException {
    Answer.json(exchange, 200, Json.status(host.status(name)));
  }
}
