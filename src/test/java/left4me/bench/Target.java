package left4me.bench;

import java.io.Serializable;
import java.util.Locale;

/**
 * What a row is to come to.
 *
 * @param unit of the two figures; empty for a ratio to the yardstick
 * @param reach what is to be reached
 * @param aim where to aim
 */
record Target(String unit, double reach, double aim) implements Serializable {

  /** What a figure is beside its target. */
  enum Verdict {
    AIMED,
    REACHED,
    MISSED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The most that ours may be of the yardstick's. */
  static Target ratio(double reach, double aim) {
    return new Target("", reach, aim);
  }

  /** The most that ours may be. */
  static Target amount(String unit, double reach, double aim) {
    return new Target(unit, reach, aim);
  }

  boolean isRatio() {
    return unit.isEmpty();
  }

  Verdict verdict(double value) {
    if (value <= aim) {
      return Verdict.AIMED;
    }
    return value <= reach ? Verdict.REACHED : Verdict.MISSED;
  }
}
