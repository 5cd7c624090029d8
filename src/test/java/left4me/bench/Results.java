package left4me.bench;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** All that was measured so far, and what could not be. */
final class Results implements Serializable {

  private static final long serialVersionUID = 1;

  private final ArrayList<Row> rows = new ArrayList<>();
  private final ArrayList<Curve> curves = new ArrayList<>();
  private final ArrayList<Failure> failures = new ArrayList<>();

  void add(Failure failure) {
    failures.add(failure);
  }

  void add(Row row) {
    rows.add(row);
  }

  void add(Curve curve) {
    curves.add(curve);
  }

  void add(Results others) {
    rows.addAll(others.rows);
    curves.addAll(others.curves);
    failures.addAll(others.failures);
  }

  List<Failure> failures() {
    return List.copyOf(failures);
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  List<Curve> curves() {
    return List.copyOf(curves);
  }
}
