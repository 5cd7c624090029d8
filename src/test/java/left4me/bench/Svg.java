package left4me.bench;

import java.util.Locale;

/** An SVG that is being written, out of a few plain elements. */
final class Svg {

  /** Where a text is, seen from its point. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  private final StringBuilder elements = new StringBuilder();

  /** A rectangle without a border. */
  void rectangle(double x, double y, double width, double height, String color) {
    add(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
            x,
            y,
            width,
            height,
            color));
  }

  void line(double x1, double y1, double x2, double y2, String color, double width) {
    add(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>",
            x1,
            y1,
            x2,
            y2,
            color,
            width));
  }

  void dot(double x, double y, String color) {
    add(
        String.format(
            Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x, y, color));
  }

  void text(double x, double y, int size, Anchor anchor, String color, String text) {
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
            x,
            y,
            size,
            anchor.name().toLowerCase(Locale.ROOT),
            color,
            escaped(text)));
  }

  /** All of it, on white: it is shown on dark pages as well. */
  String picture(double width, double height) {
    return String.format(
        Locale.ROOT,
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" font-family="sans-serif">
        <rect width="100%%" height="100%%" fill="#ffffff"/>
        %s</svg>
        """,
        width,
        height,
        elements);
  }

  private void add(String element) {
    elements.append(element).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
