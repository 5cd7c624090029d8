package left4me.web.example;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Events on their way to one page. Whoever has events leaves them here; the request's own thread
 * sends them. Thread-safe.
 */
final class EventStream {

  /** How soon it is noticed that a page has gone away: within two of these. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private static final Event END = new Event("end", "");

  private final BlockingQueue<Event> waiting;

  /**
   * An empty one.
   *
   * @param capacity how many events may wait to be sent
   */
  EventStream(int capacity) {
    this.waiting = new ArrayBlockingQueue<>(capacity);
  }

  /**
   * Leaves an event, if there is room for it; ends the stream if not.
   *
   * @return whether there was
   */
  synchronized boolean offer(Event event) {
    boolean room = waiting.offer(event);
    if (!room) {
      waiting.clear();
      waiting.add(END);
    }
    return room;
  }

  /** Leaves an event as soon as there is room for it. */
  void put(Event event) throws InterruptedException {
    waiting.put(event);
  }

  /** Ends the stream once all that waits is sent. */
  void end() throws InterruptedException {
    waiting.put(END);
  }

  /**
   * Sends events until the stream ends.
   *
   * @throws IOException if the page has gone away, which is how most of them end
   */
  void sendTo(HttpExchange exchange) throws IOException, InterruptedException {
    try (OutputStream body = Answer.begin(exchange, "text/event-stream")) {
      // At once, so that the page knows that it is heard.
      String text = Event.HEARTBEAT;
      while (true) {
        body.write(text.getBytes(StandardCharsets.UTF_8));
        body.flush();
        Event event = waiting.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        if (END.equals(event)) {
          return;
        }
        text = event == null ? Event.HEARTBEAT : event.text();
      }
    }
  }
}
