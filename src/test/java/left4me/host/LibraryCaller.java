package left4me.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import left4me.instance.InstanceName;
import left4me.lab.StandIn;

/**
 * A program that calls the library as it is told, each call in a virtual thread of its own: the
 * other end of {@link CallerProcess}.
 *
 * <pre>
 * NUMBER VERB NAME [PORT]   NUMBER step SENTENCE …, then NUMBER done OUTCOME, NUMBER failed WHY or
 *                           NUMBER interrupted
 * NUMBER cancel             interrupts that call
 * NUMBER state              NUMBER state THREAD-STATE
 * NUMBER footprint          NUMBER done DESCRIPTORS THREADS HEAP-BYTES
 * </pre>
 *
 * An argument names a file that the steps are appended to as well, whole line by whole line, each
 * with this process and the number of the call.
 */
final class LibraryCaller {

  private final Left4meHost host;
  private final List<Path> log;
  private final Map<Integer, Thread> calls = new ConcurrentHashMap<>();

  private LibraryCaller(Left4meHost host, List<Path> log) {
    this.host = host;
    this.log = log;
  }

  /** Serves its standard input until that ends. */
  public static void main(String[] args) throws Exception {
    try (Left4meHost host = Left4meHost.builder().build();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      LibraryCaller caller = new LibraryCaller(host, Stream.of(args).map(Path::of).toList());
      // Connects, and loads what calls need: what is measured, or killed, later is the calls.
      host.stop(new InstanceName("nobody"), StepListener.NONE);
      Blueprint.parse(StandIn.blueprint(27000), "test");
      say("ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        caller.obey(List.of(line.split(" ", -1)));
      }
    }
  }

  private void obey(List<String> words) throws IOException {
    int number = Integer.parseInt(words.getFirst());
    switch (words.get(1)) {
      case "cancel" -> calls.getOrDefault(number, Thread.currentThread()).interrupt();
      case "state" -> say(number + " state " + stateOf(number));
      case "footprint" -> say(number + " done " + footprint());
      default -> {
        Thread call = Thread.ofVirtual().unstarted(() -> call(number, words));
        calls.put(number, call);
        call.start();
      }
    }
  }

  private String stateOf(int number) {
    Thread call = calls.get(number);
    return call == null ? "over" : call.getState().name();
  }

  private void call(int number, List<String> words) {
    String end;
    try {
      end = "done " + outcome(number, words);
    } catch (InterruptedException e) {
      end = "interrupted";
    } catch (HostException | RuntimeException e) {
      end = "failed " + e.toString().replace('\n', ' ');
    }
    calls.remove(number);
    say(number + " " + end);
  }

  private Outcome outcome(int number, List<String> words)
      throws HostException, InterruptedException {
    InstanceName name = new InstanceName(words.get(2));
    StepListener listener = step -> note(number, step.sentence());
    return switch (words.get(1)) {
      case "initialize" ->
          host.initialize(
              name,
              Blueprint.parse(StandIn.blueprint(Integer.parseInt(words.get(3))), "test"),
              listener);
      case "start" -> host.start(name, listener);
      case "stop" -> host.stop(name, listener);
      case "restart" -> host.restart(name, listener);
      case "reset" -> host.reset(name, listener);
      default -> throw new IllegalArgumentException("there is no such verb: " + words.get(1));
    };
  }

  private void note(int number, String sentence) {
    say(number + " step " + sentence);
    String line = ProcessHandle.current().pid() + "." + number + " " + sentence + "\n";
    for (Path file : log) {
      try {
        Files.writeString(file, line, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static String footprint() throws IOException {
    // Twice: what the first finds unreachable may have kept other things.
    System.gc();
    System.gc();
    return entries("/proc/self/fd")
        + " "
        + entries("/proc/self/task")
        + " "
        + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long entries(String folder) throws IOException {
    try (Stream<Path> entries = Files.list(Path.of(folder))) {
      return entries.count();
    }
  }

  /** One line at a time, and at once: whoever reads it may be about to kill us. */
  private static void say(String line) {
    synchronized (System.out) {
      System.out.println(line);
      System.out.flush();
    }
  }
}
