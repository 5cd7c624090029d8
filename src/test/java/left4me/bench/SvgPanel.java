package left4me.bench;

import java.util.List;
import left4me.bench.Curve.Panel;
import left4me.bench.Curve.Point;
import left4me.bench.Svg.Anchor;

/**
 * One picture of curves. A dot is a median, the line through it goes from the least to the most
 * that was measured.
 */
final class SvgPanel {

  private static final List<String> COLORS =
      List.of(SvgPicture.BLUE, "#bc4c00", "#8250df", "#1a7f37");
  private static final double LEFT = 44;
  private static final double TOP = 24;
  private static final double BELOW = 34;
  private static final double LEGEND_LINE = 15;

  private final Svg svg;
  private final double x;
  private final double y;
  private final double width;
  private final double height;

  SvgPanel(Svg svg, double x, double y, double width, double height) {
    this.svg = svg;
    this.x = x;
    this.y = y;
    this.width = width;
    this.height = height;
  }

  void draw(Panel panel, List<Curve> curves) {
    List<Point> points = curves.stream().flatMap(curve -> curve.points().stream()).toList();
    double most = points.stream().mapToInt(Point::x).max().orElse(1);
    double slowest = points.stream().mapToDouble(point -> point.ms().max()).max().orElse(1);
    double fastest = points.stream().mapToDouble(point -> point.ms().min()).min().orElse(1);
    double bottom = y + height - BELOW - curves.size() * LEGEND_LINE;
    boolean even = panel == Panel.LAYERS;
    SvgAxis across =
        switch (panel) {
          case LAYERS -> SvgAxis.even(most, x + LEFT, x + width);
          case FILES -> SvgAxis.logarithmic(100, most, x + LEFT, x + width);
          case INSTANCES -> SvgAxis.logarithmic(1, most, x + LEFT, x + width);
        };
    SvgAxis up =
        even
            ? SvgAxis.even(slowest, bottom, y + TOP)
            : SvgAxis.logarithmic(fastest, slowest, bottom, y + TOP);
    svg.text(x, y + 8, 13, Anchor.START, SvgPicture.BLACK, "ms, by " + panel.words());
    grid(across, up, panel == Panel.FILES);
    for (int i = 0; i < curves.size(); i++) {
      String color = COLORS.get(i % COLORS.size());
      curve(curves.get(i), across, up, color);
      double line = bottom + BELOW + i * LEGEND_LINE;
      svg.rectangle(x + LEFT, line - 7, 10, 4, color);
      svg.text(x + LEFT + 16, line, 11, Anchor.START, SvgPicture.BLACK, curves.get(i).name());
    }
  }

  private void grid(SvgAxis across, SvgAxis up, boolean beginsWithNone) {
    for (double tick : up.ticks()) {
      double at = up.place(tick);
      svg.line(across.begin(), at, across.end(), at, SvgPicture.FAINT, 1);
      svg.text(across.begin() - 5, at + 4, 11, Anchor.END, SvgPicture.GREY, label(tick));
    }
    for (double tick : across.ticks()) {
      double at = across.place(tick);
      boolean none = beginsWithNone && tick == across.low();
      svg.line(at, up.begin(), at, up.begin() + 4, SvgPicture.GREY, 1);
      svg.text(at, up.begin() + 16, 11, Anchor.MIDDLE, SvgPicture.GREY, none ? "0" : label(tick));
    }
  }

  private void curve(Curve curve, SvgAxis across, SvgAxis up, String color) {
    double lastX = 0;
    double lastY = 0;
    for (Point point : curve.points()) {
      double atX = across.place(point.x());
      double atY = up.place(point.ms().median());
      if (lastX > 0) {
        svg.line(lastX, lastY, atX, atY, color, 2);
      }
      svg.line(atX, up.place(point.ms().min()), atX, up.place(point.ms().max()), color, 1);
      svg.dot(atX, atY, color);
      lastX = atX;
      lastY = atY;
    }
  }

  private static String label(double tick) {
    if (tick >= 1e6) {
      return Table.plain(tick / 1e6) + "M";
    }
    return tick >= 1e4 ? Table.plain(tick / 1e3) + "k" : Table.plain(tick);
  }
}
