package left4me.bench;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * How a cost grows with something, for the picture.
 *
 * @param panel which picture it belongs into
 * @param name what it is the cost of
 * @param points in ascending order of x
 */
record Curve(Panel panel, String name, List<Point> points) implements Serializable {

  Curve {
    points = points.stream().sorted(Comparator.comparingInt(Point::x)).toList();
  }

  /** What the cost grows with. */
  enum Panel {
    LAYERS("layers of an instance"),
    FILES("files in upper"),
    INSTANCES("instances at once");

    private final String words;

    Panel(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /**
   * A point of it.
   *
   * @param x how much of it there was
   * @param ms what it took, in milliseconds
   */
  record Point(int x, Samples ms) implements Serializable {

    static Point of(int x, Series series) {
      return new Point(x, series.samples());
    }

    /** One that another curve's is compared with. */
    static Point of(int x, Series series, Series beside) {
      return new Point(x, series.beside(beside));
    }
  }
}
