package left4me.bench;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was measured.
 *
 * @param name a short one, for the table
 * @param what it is, in words
 * @param unit of the samples
 * @param ours what this project takes
 * @param yardstick what the Python host takes, where it has the like
 * @param target what it is to come to, where that is laid down
 */
record Row(
    String name,
    String what,
    String unit,
    Samples ours,
    @Nullable Samples yardstick,
    @Nullable Target target)
    implements Serializable {

  static final String MILLISECONDS = "ms";

  /** A time beside the yardstick's. */
  static Row against(
      String name, String what, Series ours, Series yardstick, @Nullable Target target) {
    return new Row(
        name, what, MILLISECONDS, ours.beside(yardstick), yardstick.beside(ours), target);
  }

  /** A time of ours alone. */
  static Row alone(String name, String what, Series ours, @Nullable Target target) {
    return new Row(name, what, MILLISECONDS, ours.samples(), null, target);
  }

  /** How the medians compare, where there are two. */
  OptionalDouble ratio() {
    return yardstick == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(ours.median() / yardstick.median());
  }

  /** What the target is about: the ratio, or our median. */
  double judged() {
    return target != null && target.isRatio() ? ratio().orElseThrow() : ours.median();
  }

  Optional<Target.Verdict> verdict() {
    return Optional.ofNullable(target).map(laidDown -> laidDown.verdict(judged()));
  }
}
