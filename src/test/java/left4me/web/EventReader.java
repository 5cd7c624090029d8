package left4me.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** One who reads Server-Sent Events as they come, and closes the connection when it has enough. */
final class EventReader implements AutoCloseable {

  private final BufferedReader lines;

  EventReader(HttpResponse<InputStream> response) {
    this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /**
   * An event.
   *
   * @param name what it is called
   * @param data what it tells
   */
  record Received(String name, JsonValue data) {}

  /** Waits for the next one. */
  Received next() throws IOException {
    String name = "";
    while (true) {
      String line = lines.readLine();
      if (line == null) {
        throw new AssertionError("the stream has ended");
      } else if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        return new Received(name, JsonValue.parse(line.substring("data: ".length())));
      }
    }
  }

  /** Waits for the next one for which something holds. */
  Received next(Predicate<Received> condition) throws IOException {
    Received event = next();
    while (!condition.test(event)) {
      event = next();
    }
    return event;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
