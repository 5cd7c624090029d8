package left4me.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import left4me.bench.Target.Verdict;
import org.junit.jupiter.api.Test;

/** The figures that the benchmark makes of its samples. */
final class SamplesTest {

  @Test
  void theMiddleOfAnOddNumberIsOneOfThem() {
    Samples samples = Samples.of(9, 1, 5);
    assertThat(samples.median()).isEqualTo(5);
    assertThat(samples.min()).isEqualTo(1);
    assertThat(samples.max()).isEqualTo(9);
    assertThat(samples.count()).isEqualTo(3);
  }

  @Test
  void theMiddleOfAnEvenNumberIsHalfwayBetweenTwo() {
    assertThat(Samples.of(4, 1, 2, 100).median()).isEqualTo(3);
  }

  @Test
  void quartilesAreThoseOfNumPy() {
    // numpy.percentile([1, 2, 4, 8, 16, 32], [25, 75])
    Samples samples = Samples.of(32, 16, 8, 4, 2, 1);
    assertThat(samples.lowerQuartile()).isEqualTo(2.5);
    assertThat(samples.upperQuartile()).isEqualTo(14);
  }

  @Test
  void oneSampleIsAllOfThem() {
    Samples samples = Samples.of(7);
    assertThat(
            List.of(
                samples.min(),
                samples.lowerQuartile(),
                samples.median(),
                samples.upperQuartile(),
                samples.max()))
        .containsOnly(7.0);
  }

  @Test
  void noneAreNoFigure() {
    assertThatIllegalArgumentException().isThrownBy(Samples::of);
  }

  @Test
  void aRatioIsOfTheMedians() {
    Series ours = series(1, 2, 30);
    Series theirs = series(4, 8, 9);
    Row row = Row.against("n", "w", ours, theirs, Target.ratio(0.3, 0.25));
    assertThat(row.judged()).isEqualTo(0.25);
    assertThat(row.verdict()).contains(Verdict.AIMED);
  }

  @Test
  void anAmountIsOurMedianAlone() {
    Row row = Row.against("n", "w", series(20), series(1), Target.amount("ms", 25, 10));
    assertThat(row.judged()).isEqualTo(20);
    assertThat(row.verdict()).contains(Verdict.REACHED);
    assertThat(Target.amount("ms", 15, 10).verdict(20)).isEqualTo(Verdict.MISSED);
  }

  private static Series series(double... values) {
    Series series = new Series();
    for (double value : values) {
      series.add(value, false);
    }
    return series;
  }
}
