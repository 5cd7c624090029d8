package left4me.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that has as many threads as its limit allows cannot connect to systemd; it is told so,
 * keeps no thread of the attempt, which would be of those that it lacks, and connects when it has
 * some again.
 */
@Timeout(300)
class FewThreadsIT {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void whoeverHasNoThreadsIsToldAndKeepsNone(int left) throws Exception {
    // Without what Java says of each thread that it does not get.
    assertThat(FewThreads.run(left).lines().filter(line -> !line.startsWith("[")))
        .satisfiesExactly(
            few -> assertThat(few).isIn("with few: Disconnected", "with few: active"),
            // dbus-java has opened its socket by then, and lets nobody close it.
            kept -> assertThat(kept).isIn("descriptors left: 0", "descriptors left: 1"),
            enough -> assertThat(enough).isEqualTo("with enough: active"));
  }
}
