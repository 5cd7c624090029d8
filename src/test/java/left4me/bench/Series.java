package left4me.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What one step of {@link InTurn} came to, round by round. Its figures are those of the samples
 * that the machine did not disturb by standing still, if these are enough, and else of all.
 */
final class Series {

  /** So many are enough of many, as they are alike. */
  private static final int ENOUGH = 8;

  /** Of fewer than many so large a part is enough. */
  private static final int PART = 4;

  /** With less there is no middle. */
  private static final int LEAST = 3;

  private record Sample(double value, boolean disturbed) {}

  private final List<Sample> samples;
  private int enough;

  Series() {
    this(new ArrayList<>(), 0);
  }

  private Series(List<Sample> samples, int enough) {
    this.samples = samples;
    this.enough = enough;
  }

  /** Says how many samples there are meant to be. */
  void want(int count) {
    int part = Math.min(ENOUGH, Math.ceilDiv(count, PART));
    enough = Math.min(count, Math.max(LEAST, part));
  }

  void add(double value, boolean disturbed) {
    samples.add(new Sample(value, disturbed));
  }

  /** How much more this was than another step, in the same round each. */
  Series minus(Series other) {
    return new Series(
        IntStream.range(0, samples.size())
            .mapToObj(i -> difference(samples.get(i), other.samples.get(i)))
            .toList(),
        enough);
  }

  private static Sample difference(Sample one, Sample other) {
    return new Sample(one.value - other.value, one.disturbed || other.disturbed);
  }

  boolean hasEnough() {
    return undisturbed() >= enough;
  }

  /** Whether there would be enough undisturbed ones in so many times the samples. */
  boolean wouldHaveEnough(double times) {
    return undisturbed() * times >= enough;
  }

  private long undisturbed() {
    return samples.stream().filter(sample -> !sample.disturbed).count();
  }

  Samples samples() {
    return samples(hasEnough());
  }

  /**
   * The samples to be compared with another's: of both only the undisturbed ones, or of both all,
   * as it is the longer of them that is disturbed more often.
   */
  Samples beside(Series other) {
    return samples(hasEnough() && other.hasEnough());
  }

  private Samples samples(boolean withoutDisturbed) {
    int disturbed = samples.size() - (int) undisturbed();
    Predicate<Sample> counts = withoutDisturbed ? sample -> !sample.disturbed : sample -> true;
    return new Samples(
        samples.stream().filter(counts).map(Sample::value).toList(),
        withoutDisturbed ? disturbed : 0,
        withoutDisturbed ? 0 : disturbed);
  }
}
