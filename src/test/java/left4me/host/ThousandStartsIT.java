package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import left4me.lab.Command;
import left4me.lab.StandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thousand starts and stops from one process, on the booted host: it does not grow. The library,
 * the bus and the units are the real ones; what the units run is cheap, as it is the caller that is
 * looked at.
 */
@Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ThousandStartsIT {

  private static final int INSTANCES = 8;
  private static final int FIRST_PORT = 27431;
  private static final int WARM_UP_ROUNDS = 13;
  private static final int ROUNDS = 125;

  /** The JVM's own threads, and what they have open, come and go a little. */
  private static final int THREAD_SLACK = 8;

  private static final int DESCRIPTOR_SLACK = 2;

  /** Half a kilobyte for each start or stop: less than anything that one could forget to let go. */
  private static final long HEAP_SLACK = ROUNDS * INSTANCES * 2 * 512L;

  private final List<DropIn> dropIns = new ArrayList<>();
  private CallerProcess caller;

  /** What the caller holds at one moment. */
  private record Footprint(long descriptors, long threads, long heap) {

    static Footprint of(CallerProcess caller) throws Exception {
      String[] numbers = caller.call("footprint").split(" ", -1);
      return new Footprint(
          Long.parseLong(numbers[1]), Long.parseLong(numbers[2]), Long.parseLong(numbers[3]));
    }
  }

  @BeforeEach
  void initialize() throws Exception {
    StandIn.installAsLeft4me();
    for (String name : names()) {
      dropIns.add(new DropIn("left4me-server@" + name + ".service", DropIn.CHEAP));
    }
    DropIn.load();
    caller = CallerProcess.start();
    for (int i = 0; i < INSTANCES; i++) {
      caller.call("initialize " + names().get(i) + " " + (FIRST_PORT + i));
    }
  }

  @AfterEach
  void clear() throws Exception {
    caller.close();
    for (String name : names()) {
      Command.run("l4d2ctl", "delete", name).orFail();
    }
    for (DropIn dropIn : dropIns) {
      dropIn.close();
    }
    DropIn.load();
  }

  private static List<String> names() {
    return IntStream.range(0, INSTANCES).mapToObj(i -> "grow-" + i).toList();
  }

  @Test
  void theCallerDoesNotGrow() throws Exception {
    startAndStop(WARM_UP_ROUNDS);
    Footprint first = Footprint.of(caller);
    startAndStop(ROUNDS / 2);
    Footprint middle = Footprint.of(caller);
    startAndStop(ROUNDS - ROUNDS / 2);
    Footprint last = Footprint.of(caller);

    List<Footprint> all = List.of(first, middle, last);
    System.out.println("ThousandStartsIT: " + all);
    assertSoftly(
        softly -> {
          for (Footprint later : List.of(middle, last)) {
            softly
                .assertThat(later.descriptors())
                .as("descriptors of " + all)
                .isLessThanOrEqualTo(first.descriptors() + DESCRIPTOR_SLACK);
            softly
                .assertThat(later.threads())
                .as("threads of " + all)
                .isLessThanOrEqualTo(first.threads() + THREAD_SLACK);
            softly
                .assertThat(later.heap())
                .as("heap of " + all)
                .isLessThanOrEqualTo(first.heap() + HEAP_SLACK);
          }
        });
  }

  private void startAndStop(int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      all("start");
      all("stop");
    }
  }

  /** Side by side; each is to do something, or it would be no start and no stop. */
  private void all(String verb) throws Exception {
    List<Integer> calls = new ArrayList<>();
    for (String name : names()) {
      calls.add(caller.begin(verb + " " + name));
    }
    for (int call : calls) {
      assertThat(caller.end(call)).isEqualTo("done DONE");
    }
  }
}
