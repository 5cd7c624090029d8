package left4me.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import left4me.instance.InstanceName;

/** What is being done to which instance, and for how long. Pure but for the clock; thread-safe. */
final class Progress {

  /** What is done within that needs no line. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private record Activity(String sentence, long begin) {}

  private final LongSupplier nanoTime;
  private final Map<InstanceName, Activity> activities = new LinkedHashMap<>();

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  Progress(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  synchronized void step(InstanceName name, String sentence) {
    // Anew, so that the one that began first comes first.
    activities.remove(name);
    activities.put(name, new Activity(sentence, nanoTime.getAsLong()));
  }

  synchronized void end(InstanceName name) {
    activities.remove(name);
  }

  /** The step that takes longest, and how many more there are; empty if none takes long. */
  synchronized String line() {
    if (activities.isEmpty()) {
      return "";
    }
    var longest = activities.entrySet().iterator().next();
    Duration taken = Duration.ofNanos(nanoTime.getAsLong() - longest.getValue().begin());
    if (taken.compareTo(SHORT) < 0) {
      return "";
    }
    int more = activities.size() - 1;
    return longest.getKey()
        + ": "
        + longest.getValue().sentence()
        + " … "
        + taken.toSeconds()
        + " s"
        + (more == 0 ? "" : ", and " + more + " more");
  }
}
