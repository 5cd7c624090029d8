package left4me.web.example;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import left4me.host.JournalException;
import left4me.host.Left4meHost;
import left4me.host.LogLine;
import left4me.host.LogRequest;
import left4me.host.LogStream;
import left4me.instance.InstanceName;

/**
 * The answers that do not end by themselves. Each ends with its page, and takes along what is
 * behind it. There is a limit to them: behind a log is a process.
 */
final class Streams {

  private static final int LIMIT = 64;

  /** More than all servers of a host change in the time that a page needs to take it. */
  private static final int STATUSES_AHEAD = 1_000;

  private static final int LINES_AHEAD = 16;
  private static final int LINES_BEFORE = 100;

  private final Semaphore places = new Semaphore(LIMIT);
  private final StatusHub hub;
  private final Left4meHost host;

  Streams(StatusHub hub, Left4meHost host) {
    this.hub = hub;
    this.host = host;
  }

  private interface Stream {
    void send() throws IOException, JournalException, InterruptedException;
  }

  /** How all servers do, and each change of that. */
  void status(HttpExchange exchange)
      throws IOException, RefusedException, JournalException, InterruptedException {
    EventStream page = new EventStream(STATUSES_AHEAD);
    inPlace(
        () -> {
          hub.join(page);
          try {
            page.sendTo(exchange);
          } finally {
            hub.leave(page);
          }
        });
  }

  /** What a server printed last, and what it prints. */
  void log(HttpExchange exchange, InstanceName name)
      throws IOException, RefusedException, JournalException, InterruptedException {
    EventStream page = new EventStream(LINES_AHEAD);
    inPlace(
        () -> {
          try (LogStream log = host.logs(name, LogRequest.last(LINES_BEFORE).following())) {
            Thread reader = Thread.ofVirtual().start(() -> follow(log, page));
            try {
              page.sendTo(exchange);
            } finally {
              reader.interrupt();
            }
          }
        });
  }

  /** A page that takes little holds up its own log, and no other's. */
  private static void follow(LogStream log, EventStream page) {
    try {
      try {
        for (Optional<LogLine> line = log.next(); line.isPresent(); line = log.next()) {
          page.put(new Event("line", Json.line(line.get())));
        }
      } catch (JournalException e) {
        page.put(new Event("failure", Json.error(e)));
      }
      page.end();
    } catch (InterruptedException e) {
      // The page has gone away, and nothing is to be told any more.
    }
  }

  private void inPlace(Stream stream)
      throws IOException, RefusedException, JournalException, InterruptedException {
    if (!places.tryAcquire()) {
      throw new RefusedException(503, "more than " + LIMIT + " streams at once; close other pages");
    }
    try {
      stream.send();
    } finally {
      places.release();
    }
  }
}
