package left4me.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns under headings, each as wide as its widest cell. Pure.
 *
 * @param <T> what a row is about
 */
final class Table<T> {

  private static final int GAP = 2;

  /** What a row has in a column. */
  interface Cell<T> {
    Span of(T row);
  }

  private record Column<T>(String heading, boolean right, Cell<T> cell) {}

  private final List<Column<T>> columns = new ArrayList<>();

  /** Adds a column of words. */
  Table<T> words(String heading, Cell<T> cell) {
    columns.add(new Column<>(heading, false, cell));
    return this;
  }

  /** Adds a column of numbers, which end below each other. */
  Table<T> numbers(String heading, Cell<T> cell) {
    columns.add(new Column<>(heading, true, cell));
    return this;
  }

  /** The headings and the rows. */
  List<Line> lines(List<T> rows) {
    List<List<Span>> cells = new ArrayList<>();
    cells.add(columns.stream().map(column -> new Span(Style.STRONG, column.heading())).toList());
    for (T row : rows) {
      cells.add(columns.stream().map(column -> column.cell().of(row)).toList());
    }
    int[] widths = new int[columns.size()];
    for (List<Span> row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).text().length());
      }
    }
    return cells.stream().map(row -> line(row, widths)).toList();
  }

  private Line line(List<Span> row, int[] widths) {
    List<Span> spans = new ArrayList<>();
    int blanks = 0;
    for (int i = 0; i < widths.length; i++) {
      Span cell = row.get(i);
      int free = widths[i] - cell.text().length();
      boolean right = columns.get(i).right();
      // No blanks at the end of a line: they are written before the next cell.
      blanks += right ? free : 0;
      if (blanks > 0) {
        spans.add(Span.plain(" ".repeat(blanks)));
      }
      spans.add(cell);
      blanks = GAP + (right ? 0 : free);
    }
    return new Line(spans);
  }
}
