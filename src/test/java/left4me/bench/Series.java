package left4me.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What one step of {@link InTurn} came to, round by round. */
final class Series {

  private final List<Double> values;

  Series() {
    this(new ArrayList<>());
  }

  private Series(List<Double> values) {
    this.values = values;
  }

  void add(double value) {
    values.add(value);
  }

  /** How much more this was than another step, in the same round each. */
  Series minus(Series other) {
    return new Series(
        IntStream.range(0, values.size())
            .mapToObj(i -> values.get(i) - other.values.get(i))
            .toList());
  }

  Samples samples() {
    return new Samples(values);
  }
}
