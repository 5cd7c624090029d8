package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import left4me.lab.StandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two callers of one instance, on the booted host: the steps of one never come between another's.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TwoCallersIT extends BootedHost {

  private static final int ROUNDS = 25;
  private static final List<String> CALLS =
      List.of("start pair", "stop pair", "restart pair", "initialize pair 27411");

  private final long seed = Long.getLong("callers.seed", System.nanoTime());

  @TempDir Path folder;
  private Path log;
  private LabInstance pair;

  @BeforeEach
  void initialize() throws Exception {
    log = Files.createFile(folder.resolve("steps"));
    pair = new LabInstance(host, "pair");
    pair.initialize(StandIn.blueprint(27411));
  }

  @AfterEach
  void delete() throws Exception {
    pair.close();
  }

  @Test
  void twoProcessesNeverInterleave() throws Exception {
    try (CallerProcess one = CallerProcess.start(log);
        CallerProcess other = CallerProcess.start(log)) {
      callAtOnce(one, other);
      assertOneAfterTheOther();
      assertThat(begunFirst(one.pid())).as("seed " + seed).isBetween(1L, ROUNDS - 1L);
    }
  }

  @Test
  void twoThreadsOfOneProcessNeverInterleave() throws Exception {
    try (CallerProcess caller = CallerProcess.start(log)) {
      callAtOnce(caller, caller);
      assertOneAfterTheOther();
    }
  }

  /** In each round both are told at once, and the next one begins when both are done. */
  private void callAtOnce(CallerProcess one, CallerProcess other) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String first = CALLS.get(random.nextInt(CALLS.size()));
      String second = CALLS.get(random.nextInt(CALLS.size()));
      // The one that is told first has no advantage over all rounds.
      CallerProcess early = random.nextBoolean() ? one : other;
      CallerProcess late = early == one ? other : one;
      int earlyCall = early.begin(first);
      int lateCall = late.begin(second);
      assertThat(early.end(earlyCall)).as(first + ", seed " + seed).startsWith("done ");
      assertThat(late.end(lateCall)).as(second + ", seed " + seed).startsWith("done ");
    }
  }

  private void assertOneAfterTheOther() throws Exception {
    List<String> calls = calls();
    assertThat(calls).as("seed " + seed).doesNotHaveDuplicates().hasSize(2 * ROUNDS);
  }

  /** The calls as the log has them, each as often as it has steps that another's came between. */
  private List<String> calls() throws Exception {
    List<String> calls = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      String call = line.substring(0, line.indexOf(' '));
      if (calls.isEmpty() || !calls.getLast().equals(call)) {
        calls.add(call);
      }
    }
    return calls;
  }

  /** In how many rounds that process came first: in none, or all, it would be no contest. */
  private long begunFirst(long pid) throws Exception {
    List<String> calls = calls();
    long count = 0;
    for (int i = 0; i < calls.size(); i += 2) {
      count += calls.get(i).startsWith(pid + ".") ? 1 : 0;
    }
    return count;
  }
}
