package left4me.systemd.dbus;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import left4me.systemd.JobResult;

/**
 * Which jobs have ended, and who waits for those that have not.
 *
 * <p>systemd announces the end of every job to everybody, and that of ours may be handled before
 * the reply that tells us its path. So the results of the last jobs are kept, by path, for whoever
 * comes to ask; bounded in number and in age. Paths do not repeat: systemd counts its jobs up, also
 * over a re-execution.
 *
 * <p>Thread-safe; nothing here blocks.
 */
final class JobRegistry {

  private final int bound;
  private final long keepNanos;
  private final LongSupplier nanoClock;

  /** Jobs that someone asked for and whose end is not known, oldest first. */
  private final Map<String, JobWatch> open = new LinkedHashMap<>();

  /** Jobs that ended lately, oldest first. */
  private final Map<String, Ended> ended = new LinkedHashMap<>();

  private boolean lost;

  private record Ended(JobWatch watch, long at) {}

  /**
   * Makes an empty one.
   *
   * @param bound how many ended jobs, and how many open ones, to remember
   * @param keep how long to remember an ended job
   * @param nanoClock a monotonic clock
   */
  JobRegistry(int bound, Duration keep, LongSupplier nanoClock) {
    this.bound = bound;
    this.keepNanos = keep.toNanos();
    this.nanoClock = nanoClock;
  }

  /** Notes that a job ended. The first word on a job counts. */
  synchronized void ended(String path, JobResult result) {
    expire();
    if (ended.containsKey(path)) {
      return;
    }
    JobWatch watch = open.remove(path);
    if (watch == null) {
      watch = new JobWatch();
    }
    watch.end(result);
    ended.put(path, new Ended(watch, nanoClock.getAsLong()));
    dropEldest(ended);
  }

  /** What to wait on for a job; the same for all who ask while it is remembered. */
  synchronized JobWatch watch(String path) {
    expire();
    Ended known = ended.get(path);
    if (known != null) {
      return known.watch();
    }
    JobWatch watch = open.computeIfAbsent(path, any -> new JobWatch());
    if (lost) {
      watch.lose();
    }
    // Whoever holds the one dropped here waits on, looks at the unit, and finds the job gone.
    dropEldest(open);
    return watch;
  }

  /** Whether somebody asked for a job whose end is not known. */
  synchronized boolean hasOpen() {
    return !open.isEmpty();
  }

  /**
   * Wakes those who wait, to look at their unit's state: signals may have been lost.
   *
   * @param present the paths of jobs that there still are, so that nothing can have been lost
   */
  synchronized void nudgeAllBut(Set<String> present) {
    open.forEach(
        (path, watch) -> {
          if (!present.contains(path)) {
            watch.nudge();
          }
        });
  }

  /** Tells everybody, now and later, that no more signals will come. */
  synchronized void lose() {
    lost = true;
    open.values().forEach(JobWatch::lose);
  }

  /** How many jobs are remembered, for tests of the bounds. */
  synchronized int size() {
    return open.size() + ended.size();
  }

  private void expire() {
    long now = nanoClock.getAsLong();
    Iterator<Ended> eldest = ended.values().iterator();
    while (eldest.hasNext() && now - eldest.next().at() > keepNanos) {
      eldest.remove();
    }
  }

  private void dropEldest(Map<String, ?> map) {
    if (map.size() > bound) {
      Iterator<String> eldest = map.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }
}
