package left4me.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SurroundingsTest {

  /** TERM and NO_COLOR '-' for a variable that is not set. */
  @ParameterizedTest
  @CsvSource({
    "in out err, xterm, -, true",
    "out, xterm, -, true",
    "in err, xterm, -, false",
    "'', xterm, -, false",
    "in out err, dumb, -, false",
    "in out err, '', -, false",
    "in out err, -, -, false",
    "in out err, xterm, '', true",
    "in out err, xterm, 1, false",
    "in out err, xterm, 0, false",
  })
  void colourNeedsATerminalThatCanAndNobodyWhoMinds(
      String terminals, String term, String noColor, boolean colour) {
    assertThat(surroundings(terminals, term, noColor).colour()).isEqualTo(colour);
  }

  @ParameterizedTest
  @CsvSource({"err, xterm, 1, true", "out, xterm, -, false", "err, dumb, -, false"})
  void theTransientLineNeedsStandardErrorAlone(
      String terminals, String term, String noColor, boolean shown) {
    assertThat(surroundings(terminals, term, noColor).transientLines()).isEqualTo(shown);
  }

  @Test
  void onlyWhoSitsThereCanBeAsked() {
    assertThat(surroundings("in", "xterm", "-").in()).isTrue();
    assertThat(surroundings("out err", "xterm", "-").in()).isFalse();
  }

  private static Surroundings surroundings(String terminals, String term, String noColor) {
    Map<String, String> environment = new java.util.HashMap<>();
    environment.put("TERM", term);
    environment.put("NO_COLOR", noColor);
    environment.values().removeIf("-"::equals);
    return Surroundings.of(terminals, environment);
  }
}
