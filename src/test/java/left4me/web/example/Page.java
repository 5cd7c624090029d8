package left4me.web.example;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The page, its script and its style. Immutable. */
final class Page {

  /** Of our own files, and of nothing else: a script in the page itself does not run. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private record File(String resource, String type) {}

  private static final Map<String, File> FILES =
      Map.of(
          "", new File("page.html", "text/html; charset=utf-8"),
          "page.js", new File("page.js", "text/javascript; charset=utf-8"),
          "page.css", new File("page.css", "text/css; charset=utf-8"));

  private final Map<String, byte[]> contents = new HashMap<>();

  Page() throws IOException {
    for (Map.Entry<String, File> each : FILES.entrySet()) {
      String resource = each.getValue().resource();
      try (InputStream content = Page.class.getResourceAsStream(resource)) {
        contents.put(each.getKey(), Objects.requireNonNull(content, resource).readAllBytes());
      }
    }
  }

  /** Whether a path is one of these. */
  static boolean has(String path) {
    return FILES.containsKey(path);
  }

  /** Answers with one of them. */
  void answer(HttpExchange exchange, String path) throws IOException {
    exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
    String type = Objects.requireNonNull(FILES.get(path)).type();
    Answer.whole(exchange, 200, type, Objects.requireNonNull(contents.get(path)));
  }
}
