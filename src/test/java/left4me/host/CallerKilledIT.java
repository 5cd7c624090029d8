package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import left4me.lab.A2s;
import left4me.lab.Command;
import left4me.lab.Findmnt;
import left4me.lab.StandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The process that calls the library is killed in the middle of a call, on the booted host: the
 * instance can then be started, and reset, by whoever comes next, without help.
 */
@Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CallerKilledIT extends BootedHost {

  private static final int POINTS = 50;
  private static final int LANES = 5;
  private static final int FIRST_PORT = 27401;
  private static final List<String> VERBS = List.of("start", "restart", "stop", "reset");

  /** What is over too soon for a random moment to meet it often. */
  private static final List<Point> AFTER_STEPS =
      List.of(
          new Point("reset", 0, "Removing its folders", true),
          new Point("reset", 0, "Removing its folders", false),
          new Point("restart", 0, "Stopped, and its overlay is unmounted", true),
          new Point("restart", 0, "Stopped, and its overlay is unmounted", false),
          new Point("start", 0, "Starting the server", true));

  /** How long whole calls of each verb took lately, as many as there are lanes, in nanoseconds. */
  private final Map<String, Queue<Long>> lengths = new ConcurrentHashMap<>();

  private final Queue<String> story = new ConcurrentLinkedQueue<>();
  private final long seed = Long.getLong("kill.seed", System.nanoTime());

  /**
   * A moment to kill the caller at.
   *
   * @param verb what it does
   * @param fraction of the whole call's length
   * @param step what it has to have said as well, or an empty text
   * @param resetFirst whether the next caller resets the instance as it is left, or starts it
   */
  private record Point(String verb, double fraction, String step, boolean resetFirst) {}

  @Test
  void afterwardsEachInstanceCanBeStartedAndResetWithoutHelp() throws Exception {
    Queue<Point> points = new ConcurrentLinkedQueue<>(points());
    long cutShort;
    try {
      inEachLane(
          lane -> {
            for (String verb : VERBS) {
              measure(lane, verb);
            }
            return 0L;
          });
      cutShort =
          inEachLane(
              lane -> {
                long cut = 0;
                for (Point point = points.poll(); point != null; point = points.poll()) {
                  cut += killed(lane, point) && point.step().isEmpty() ? 1 : 0;
                  worksAgain(lane, point);
                }
                return cut;
              });
    } finally {
      System.out.println("CallerKilledIT, -Dkill.seed=" + seed);
      story.forEach(System.out::println);
    }
    assertThat(cutShort)
        .as("calls that were cut short, seed " + seed)
        .isGreaterThanOrEqualTo(POINTS / 2);
    assertThat(Command.run("systemctl", "list-jobs", "--no-legend").out()).doesNotContain("killed");
  }

  @AfterEach
  void delete() throws Exception {
    for (int lane = 0; lane < LANES; lane++) {
      new LabInstance(host, name(lane)).close();
    }
  }

  /** For each verb one moment in each part of its length, wherever in that part; and a few more. */
  private List<Point> points() {
    Random random = new Random(seed);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < POINTS; i++) {
      int part = i / VERBS.size();
      int parts = (POINTS - 1 - i % VERBS.size()) / VERBS.size() + 1;
      points.add(
          new Point(
              VERBS.get(i % VERBS.size()),
              (part + random.nextDouble()) / parts,
              "",
              random.nextBoolean()));
    }
    points.addAll(AFTER_STEPS);
    Collections.shuffle(points, random);
    return points;
  }

  private void measure(int lane, String verb) throws Exception {
    prepare(lane, verb);
    try (CallerProcess caller = CallerProcess.start()) {
      long begin = System.nanoTime();
      assertThat(caller.call(verb + " " + name(lane))).isEqualTo("done DONE");
      lengths
          .computeIfAbsent(verb, v -> new ConcurrentLinkedQueue<>())
          .add(System.nanoTime() - begin);
    }
  }

  /** Brings the instance to where the verb has the most to do. */
  private static void prepare(int lane, String verb) throws Exception {
    LabInstance instance = new LabInstance(host, name(lane));
    if (!instance.status().initialized().orElseThrow()) {
      instance.initialize(StandIn.blueprint(port(lane)));
    }
    if (verb.equals("start")) {
      instance.stop();
    } else {
      instance.start();
      A2s.hostname(port(lane));
    }
  }

  /** Kills a caller at the point, and returns whether that cut the call short. */
  private boolean killed(int lane, Point point) throws Exception {
    prepare(lane, point.verb());
    try (CallerProcess caller = CallerProcess.start()) {
      long length = median(lengths.getOrDefault(point.verb(), new ConcurrentLinkedQueue<>()));
      long delay = (long) (point.fraction() * length);
      long begin = System.nanoTime();
      int call = caller.begin(point.verb() + " " + name(lane));
      // Waits for nothing: the random delay is the experiment.
      for (long left = delay; left > 0; left = delay - (System.nanoTime() - begin)) {
        LockSupport.parkNanos(left);
      }
      if (!point.step().isEmpty()) {
        caller.awaitStep(call, point.step());
      }
      boolean over = caller.killedAfterTheEndOf(call);
      story.add(
          String.format(
              Locale.ROOT,
              "%-8s killed after %4d of %4d ms%s, %s: %s",
              point.verb(),
              delay / 1_000_000,
              length / 1_000_000,
              point.step().isEmpty() ? "" : " and a step",
              over ? "over" : "cut short",
              caller.steps().isEmpty() ? "no step" : caller.steps().getLast()));
      if (over) {
        measureAgain(lane, point.verb());
      }
      return !over;
    }
  }

  /**
   * In place of the longest: where calls take less than when they were measured, as that was while
   * the machine stood still for seconds, too few would be cut short.
   */
  private void measureAgain(int lane, String verb) throws Exception {
    Queue<Long> measured = lengths.getOrDefault(verb, new ConcurrentLinkedQueue<>());
    measure(lane, verb);
    measured.remove(Collections.max(measured));
  }

  private void worksAgain(int lane, Point point) throws Exception {
    String what = point + ", seed " + seed;
    try (Left4meHost next = Left4meHost.builder().build()) {
      LabInstance instance = new LabInstance(next, name(lane));
      if (!point.resetFirst()) {
        start(instance, lane, point.verb().equals("reset"), what);
      }
      instance.reset();
      assertThat(traces(lane)).as(what).isEmpty();
      assertThat(Findmnt.at(instance.merged())).as(what).isEmpty();
      assertThat(instance.status().mainPid()).as(what).isEmpty();
      instance.initialize(StandIn.blueprint(port(lane)));
      start(instance, lane, false, what);
    } catch (HostException e) {
      throw new AssertionError(what, e);
    }
  }

  private static void start(LabInstance instance, int lane, boolean perhapsReset, String what)
      throws Exception {
    try {
      instance.start();
    } catch (NotInitializedException e) {
      assertThat(perhapsReset).as(what).isTrue();
      instance.initialize(StandIn.blueprint(port(lane)));
      instance.start();
    }
    assertThat(instance.status().activeState()).as(what).isEqualTo("active");
    assertThat(Findmnt.at(instance.merged())).as(what).startsWith("overlay");
    assertThat(A2s.hostname(port(lane))).as(what).isEqualTo("port " + port(lane));
  }

  /** What the instance has on disk, but for the file of its lock, which stays. */
  private static List<String> traces(int lane) throws Exception {
    List<String> traces = new ArrayList<>();
    for (String folder : List.of("instances", "runtime")) {
      try (DirectoryStream<Path> entries =
          Files.newDirectoryStream(StandIn.ROOT.resolve(folder), "*" + name(lane) + "*")) {
        entries.forEach(entry -> traces.add(folder + "/" + entry.getFileName()));
      }
    }
    traces.remove("instances/." + name(lane) + ".lock");
    return traces;
  }

  private static String name(int lane) {
    return "killed-" + lane;
  }

  private static int port(int lane) {
    return FIRST_PORT + lane;
  }

  private static long median(Queue<Long> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private interface Work {
    long in(int lane) throws Exception;
  }

  /** Works in all lanes at once, each with an instance of its own, and adds up what they return. */
  private static long inEachLane(Work work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(LANES)) {
      List<Callable<Long>> tasks = new ArrayList<>();
      for (int i = 0; i < LANES; i++) {
        int lane = i;
        tasks.add(() -> work.in(lane));
      }
      long sum = 0;
      for (Future<Long> result : threads.invokeAll(tasks)) {
        sum += result.get();
      }
      return sum;
    }
  }
}
