package left4me.bench;

import java.util.Locale;

/** The rows as text: medians, and the quartiles that half of the samples lie between. */
final class Table {

  private static final String LEGEND =
      """
      15 of 60: the other 45 are set aside, as the machine stood still meanwhile.
      60, 55 disturbed: it did so in 55 of them, and too few are left without.
      """;

  private Table() {}

  static String of(Results results) {
    StringBuilder text = new StringBuilder();
    text.append(
        line("", "ours (quartiles)", "of", "yardstick", "of", "to judge", "reach", "aim", ""));
    for (Row row : results.rows()) {
      text.append(
          line(
              row.name(),
              spread(row.ours(), row.unit()),
              count(row.ours()),
              row.yardstick() == null ? "" : spread(row.yardstick(), row.unit()),
              row.yardstick() == null ? "" : count(row.yardstick()),
              judged(row),
              row.target() == null ? "" : "≤ " + plain(row.target().reach()),
              row.target() == null ? "" : "≤ " + plain(row.target().aim()),
              row.verdict().map(Object::toString).orElse("")));
    }
    for (Failure failure : results.failures()) {
      text.append("%-34s failed: %s%n".formatted(failure.part(), failure.why()));
    }
    return text.append(LEGEND).toString();
  }

  private static String line(String... cells) {
    return String.format(
                Locale.ROOT, "%-34s %28s %17s %28s %17s %10s %8s %8s  %s", (Object[]) cells)
            .stripTrailing()
        + "\n";
  }

  private static String spread(Samples samples, String unit) {
    return "%s (%s to %s) %s"
        .formatted(
            number(samples.median()),
            number(samples.lowerQuartile()),
            number(samples.upperQuartile()),
            unit);
  }

  /** How many samples that is of. */
  static String count(Samples samples) {
    int count = samples.count();
    if (samples.setAside() > 0) {
      return count + " of " + (count + samples.setAside());
    }
    return samples.disturbed() > 0 ? count + ", " + samples.disturbed() + " disturbed" : "" + count;
  }

  /** What is judged where there is a target; elsewhere the ratio, for whoever wonders. */
  static String judged(Row row) {
    Target target = row.target();
    if (target != null) {
      return number(row.judged()) + (target.isRatio() ? "" : " " + target.unit());
    }
    return row.ratio().isPresent() ? number(row.ratio().getAsDouble()) : "";
  }

  /** Three digits are as many as such a figure is worth. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }

  /** As it was written down. */
  static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
