package left4me.web.example;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The check that a request comes from our own page.
 *
 * <p>Any page that a person has open may have the browser send requests here, with whatever lets
 * that person in. Such a page cannot read the answers; but a start or a stop has happened by then.
 * Browsers say in {@code Origin} whose page it was that sent a {@code POST}, {@code PUT} or {@code
 * DELETE}, and no script can change that; so what changes something has to carry our own. A program
 * that is no browser says so itself.
 *
 * <p>{@code Host} has to be ours as well: a name of somebody else's that leads to this address
 * would otherwise make the page of that name one of our origin.
 */
final class SameOrigin {

  private static final String SCHEME = "http://";

  private final Set<String> hosts;

  /** Of the loopback. A tier behind a proxy names its public host, and https. */
  SameOrigin(int port) {
    this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
  }

  /** Checks a request. */
  void check(HttpExchange exchange) throws RefusedException {
    Headers headers = exchange.getRequestHeaders();
    @Nullable String host = headers.getFirst("Host");
    if (host == null || !hosts.contains(host)) {
      throw new RefusedException(421, "this host has another name");
    }
    boolean changes = !exchange.getRequestMethod().equals("GET");
    if (changes && !(SCHEME + host).equals(headers.getFirst("Origin"))) {
      throw new RefusedException(
          403, "what changes something needs the header Origin: " + SCHEME + host);
    }
  }
}
