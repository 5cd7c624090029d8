package left4me.bench;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Where values lie on a line of the picture.
 *
 * @param low the least value; what is less lies there as well
 * @param high the most
 * @param step between two ticks; the factor, if it is logarithmic
 * @param logarithmic whether equal factors are equally far
 * @param begin where the least value lies
 * @param end where the most lies
 */
record SvgAxis(
    double low, double high, double step, boolean logarithmic, double begin, double end) {

  private static final double DECADE = 10;
  private static final double MOST_STEPS = 5;

  /** From nothing to a round number not below a value. */
  static SvgAxis even(double high, double begin, double end) {
    double step = Math.pow(DECADE, Math.floor(Math.log10(high / MOST_STEPS)));
    for (double factor : new double[] {2, 2.5, 2}) {
      if (high / step > MOST_STEPS) {
        step *= factor;
      }
    }
    return new SvgAxis(0, Math.ceil(high / step) * step, step, false, begin, end);
  }

  /** From one power of ten to another, with all values between them. */
  static SvgAxis logarithmic(double low, double high, double begin, double end) {
    return new SvgAxis(
        Math.pow(DECADE, Math.floor(Math.log10(low))),
        Math.pow(DECADE, Math.ceil(Math.log10(high))),
        DECADE,
        true,
        begin,
        end);
  }

  double place(double value) {
    double from = Math.max(value, low);
    double part =
        logarithmic
            ? Math.log(from / low) / Math.log(Math.max(high / low, DECADE))
            : (from - low) / (high - low);
    return begin + part * (end - begin);
  }

  List<Double> ticks() {
    // A hair more, for what the sums lose.
    return DoubleStream.iterate(
            low, tick -> tick <= high * 1.000001, tick -> logarithmic ? tick * step : tick + step)
        .boxed()
        .toList();
  }
}
