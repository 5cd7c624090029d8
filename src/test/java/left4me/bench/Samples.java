package left4me.bench;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * What was measured of one thing, several times over.
 *
 * @param values those that the figures are of, in ascending order; one at least
 * @param setAside how many there were besides, which the machine disturbed by standing still
 * @param disturbed how many of the values it disturbed too, as there were not enough without
 */
record Samples(List<Double> values, int setAside, int disturbed) implements Serializable {

  Samples {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    values = values.stream().sorted().toList();
  }

  /** What is not known to have been disturbed. */
  Samples(List<Double> values) {
    this(values, 0, 0);
  }

  static Samples of(double... values) {
    return new Samples(Arrays.stream(values).boxed().toList());
  }

  int count() {
    return values.size();
  }

  double min() {
    return values.getFirst();
  }

  double max() {
    return values.getLast();
  }

  double median() {
    return quantile(0.5);
  }

  double lowerQuartile() {
    return quantile(0.25);
  }

  double upperQuartile() {
    return quantile(0.75);
  }

  /**
   * The value that a part of the samples is at or below, by the line between its two neighbours:
   * type 7 of Hyndman and Fan, which R and NumPy use.
   */
  private double quantile(double part) {
    double place = part * (count() - 1);
    int below = (int) place;
    double low = values.get(below);
    double high = values.get(Math.min(below + 1, count() - 1));
    return low + (place - below) * (high - low);
  }
}
