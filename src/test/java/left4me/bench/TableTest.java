package left4me.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the table and the JSON tell of how the figures came about. */
final class TableTest {

  private static final List<Double> TWO = List.of(1.0, 2.0);

  @Test
  void samplesAreCountedWithWhatBecameOfThem() {
    assertThat(Table.count(new Samples(TWO))).isEqualTo("2");
    assertThat(Table.count(new Samples(TWO, 5, 0))).isEqualTo("2 of 7");
    assertThat(Table.count(new Samples(TWO, 0, 1))).isEqualTo("2, 1 disturbed");
  }

  @Test
  void whatFailedIsToldBesideWhatDidNot() throws Exception {
    Results results = new Results();
    results.add(new Row("one", "w", "ms", new Samples(TWO, 5, 0), null, null));
    Results others = new Results();
    others.add(Failure.of(Plan.AT_ONCE, new IllegalStateException("no answer\nat all")));
    others.add(Failure.of(Plan.JMH, new AssertionError()));
    results.add(others);
    assertThat(Table.of(results))
        .contains("one ", " 2 of 7")
        .containsPattern("at-once +failed: no answer\n")
        .containsPattern("jmh +failed: java.lang.AssertionError\n");
    assertThat(JsonReport.of(results, true))
        .contains("\"setAside\" : 5", "\"part\" : \"at-once\"", "\"why\" : \"no answer\"");
  }

  @Test
  void aCurveGoesUpwardWhateverWasMeasuredFirst() {
    Samples ms = new Samples(TWO);
    Curve curve =
        new Curve(
            Curve.Panel.FILES, "n", List.of(new Curve.Point(100, ms), new Curve.Point(1, ms)));
    assertThat(curve.points()).extracting(Curve.Point::x).containsExactly(1, 100);
  }
}
