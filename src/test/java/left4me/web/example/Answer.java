package left4me.web.example;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How answers are given. */
final class Answer {

  /** What makes {@code sendResponseHeaders} send in chunks. */
  private static final long UNKNOWN_LENGTH = 0;

  private Answer() {}

  /** Answers with a text in JSON. */
  static void json(HttpExchange exchange, int status, String json) throws IOException {
    whole(exchange, status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers with all there is, at once. */
  static void whole(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    describe(exchange, type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Begins an answer of unknown length. What is flushed is sent. */
  static OutputStream begin(HttpExchange exchange, String type) throws IOException {
    describe(exchange, type);
    exchange.sendResponseHeaders(200, UNKNOWN_LENGTH);
    return exchange.getResponseBody();
  }

  private static void describe(HttpExchange exchange, String type) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    // A file of a server's tree is what it is called here, whatever it looks like.
    headers.set("X-Content-Type-Options", "nosniff");
    // How a server does is true for the moment.
    headers.set("Cache-Control", "no-store");
    // Should a text be taken for a page after all, it may do nothing there.
    headers.putIfAbsent("Content-Security-Policy", List.of("default-src 'none'; sandbox"));
  }
}
