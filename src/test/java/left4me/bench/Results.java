package left4me.bench;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** All that was measured so far. */
final class Results implements Serializable {

  private static final long serialVersionUID = 1;

  private final ArrayList<Row> rows = new ArrayList<>();
  private final ArrayList<Curve> curves = new ArrayList<>();

  void add(Row row) {
    rows.add(row);
  }

  void add(Curve curve) {
    curves.add(curve);
  }

  void add(Results others) {
    rows.addAll(others.rows);
    curves.addAll(others.curves);
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  List<Curve> curves() {
    return List.copyOf(curves);
  }
}
