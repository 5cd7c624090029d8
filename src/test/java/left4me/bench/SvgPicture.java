package left4me.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import left4me.bench.Curve.Panel;
import left4me.bench.Svg.Anchor;

/** The results as a picture: a bar for each row with a target, and below how the costs grow. */
final class SvgPicture {

  static final String BLACK = "#1f2328";
  static final String GREY = "#818b98";
  static final String FAINT = "#d1d9e0";
  static final String BLUE = "#0969da";

  private static final String GREEN = "#1a7f37";
  private static final String RED = "#cf222e";
  private static final double WIDTH = 960;
  private static final double MARGIN = 20;
  private static final double LABELS = 170;
  private static final double FIGURES = 250;
  private static final double ROW_HEIGHT = 24;
  private static final double BAR_HEIGHT = 14;

  /** Of what is to be reached; a bar that is longer is cut. */
  private static final double LONGEST_BAR = 1.5;

  private static final double PANEL_HEIGHT = 300;

  private final Svg svg = new Svg();
  private double y = MARGIN;

  private SvgPicture() {}

  static String of(Results results) {
    SvgPicture picture = new SvgPicture();
    picture.bars(results.rows().stream().filter(row -> row.target() != null).toList());
    List<Panel> panels =
        Arrays.stream(Panel.values())
            .filter(panel -> results.curves().stream().anyMatch(c -> c.panel() == panel))
            .toList();
    double width = (WIDTH - MARGIN) / Math.max(1, panels.size());
    for (int i = 0; i < panels.size(); i++) {
      Panel panel = panels.get(i);
      List<Curve> curves = results.curves().stream().filter(c -> c.panel() == panel).toList();
      new SvgPanel(picture.svg, MARGIN + i * width, picture.y, width - MARGIN, PANEL_HEIGHT)
          .draw(panel, curves);
    }
    return picture.svg.picture(WIDTH, picture.y + (panels.isEmpty() ? 0 : PANEL_HEIGHT + MARGIN));
  }

  private void bars(List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    double top = y + 44;
    double bottom = top + rows.size() * ROW_HEIGHT;
    svg.text(MARGIN, y + 14, 15, Anchor.START, BLACK, "What is waited for, as part of the target");
    svg.text(x(1), top - 6, 11, Anchor.MIDDLE, BLACK, "to be reached");
    svg.text(x(LONGEST_BAR) + 10, top - 6, 11, Anchor.START, GREY, "measured (reach, aim)");
    svg.line(x(1), top, x(1), bottom, BLACK, 1.5);
    svg.line(x(0), top, x(0), bottom, GREY, 1);
    for (int i = 0; i < rows.size(); i++) {
      bar(rows.get(i), top + i * ROW_HEIGHT);
    }
    y = bottom + 2 * MARGIN;
  }

  private void bar(Row row, double top) {
    Target target = Optional.ofNullable(row.target()).orElseThrow();
    double part = Math.clamp(row.judged() / target.reach(), 0, LONGEST_BAR);
    double bar = top + (ROW_HEIGHT - BAR_HEIGHT) / 2;
    double baseline = bar + BAR_HEIGHT - 3;
    String color =
        switch (target.verdict(row.judged())) {
          case AIMED -> GREEN;
          case REACHED -> BLUE;
          case MISSED -> RED;
        };
    svg.text(MARGIN + LABELS - 8, baseline, 12, Anchor.END, BLACK, row.name());
    svg.rectangle(x(0), bar, x(part) - x(0), BAR_HEIGHT, color);
    double aim = x(target.aim() / target.reach());
    svg.line(aim, bar - 3, aim, bar + BAR_HEIGHT + 3, BLACK, 1.5);
    svg.text(
        x(LONGEST_BAR) + 10,
        baseline,
        12,
        Anchor.START,
        color,
        "%s  (%s, %s)  %s"
            .formatted(
                Table.judged(row),
                Table.plain(target.reach()),
                Table.plain(target.aim()),
                target.verdict(row.judged())));
  }

  private static double x(double part) {
    double begin = MARGIN + LABELS;
    return begin + part / LONGEST_BAR * (WIDTH - FIGURES - begin);
  }
}
