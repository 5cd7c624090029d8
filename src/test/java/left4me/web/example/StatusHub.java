package left4me.web.example;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import left4me.host.HostException;
import left4me.host.InstanceStatus;
import left4me.host.StatusWatch;
import left4me.instance.InstanceName;

/**
 * The one watch of all servers, for all pages. Thread-safe.
 *
 * <p>Each page is first told how all servers do (event {@code servers}), then each change (event
 * {@code status}), and nothing is lost in between.
 */
final class StatusHub {

  private final Map<InstanceName, InstanceStatus> latest = new TreeMap<>();
  private final Set<EventStream> pages = new HashSet<>();

  /** Passes on what the watch tells, until it is closed. */
  void run(StatusWatch watch) throws HostException, InterruptedException {
    for (Optional<InstanceStatus> status = watch.next();
        status.isPresent();
        status = watch.next()) {
      tell(status.get());
    }
  }

  /** Has a page be told from now on. */
  synchronized void join(EventStream page) {
    Collection<InstanceStatus> all = latest.values();
    page.offer(new Event("servers", Json.statuses(all)));
    pages.add(page);
  }

  /** Forgets a page. */
  synchronized void leave(EventStream page) {
    pages.remove(page);
  }

  /** Never waits for a page: one that takes too little comes again, and is told all anew. */
  private synchronized void tell(InstanceStatus status) {
    if (isThere(status)) {
      latest.put(status.name(), status);
    } else {
      latest.remove(status.name());
    }
    Event event = new Event("status", Json.status(status));
    pages.removeIf(page -> !page.offer(event));
  }

  /** A server that was deleted has a last status, which says that. */
  private static boolean isThere(InstanceStatus status) {
    return status.initialized().orElse(true) || !status.activeState().equals("inactive");
  }
}
