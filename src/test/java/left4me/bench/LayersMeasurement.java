package left4me.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import left4me.bench.Curve.Panel;
import left4me.bench.Curve.Point;

/**
 * What more layers add to a mount. As the difference of whole processes, so that it counts in a
 * Java that has just started, as every helper has.
 */
final class LayersMeasurement implements Measurement {

  private static final int FEW = 5;
  private static final int MOST = 500;
  private static final Target TARGET = Target.amount(Row.MILLISECONDS, 25, 10);

  private record Mounts(Series ours, Series theirs) {

    static Mounts in(InTurn turns, Tree tree) {
      Series ours = turns.timed(() -> tree.mount(Program.HELPER));
      turns.untimed(() -> tree.umount(Program.HELPER));
      Series theirs = turns.timed(() -> tree.mount(Program.YARDSTICK));
      turns.untimed(() -> tree.umount(Program.YARDSTICK));
      return new Mounts(ours, theirs);
    }
  }

  @Override
  public void run(Scale scale, Results results) throws Exception {
    int[] sizes = scale.quick() ? new int[] {FEW, MOST} : new int[] {1, FEW, 50, 150, 300, MOST};
    List<Tree> trees = new ArrayList<>();
    try (AutoCloseable all = () -> close(trees)) {
      InTurn turns = scale.inTurn();
      Map<Integer, Mounts> mounts = new LinkedHashMap<>();
      for (int layers : sizes) {
        Tree tree = new Tree("bench-layers-" + layers, layers);
        trees.add(tree);
        mounts.put(layers, Mounts.in(turns, tree));
      }
      turns.run(scale.warmUps(3), scale.rounds(20));
      report(mounts, results);
    }
  }

  private static void report(Map<Integer, Mounts> mounts, Results results) {
    List<Point> ours = new ArrayList<>();
    List<Point> theirs = new ArrayList<>();
    mounts.forEach(
        (layers, series) -> {
          ours.add(Point.of(layers, series.ours, series.theirs));
          theirs.add(Point.of(layers, series.theirs, series.ours));
        });
    results.add(new Curve(Panel.LAYERS, "helper", ours));
    results.add(new Curve(Panel.LAYERS, "Python", theirs));
    Mounts few = mounts.getOrDefault(FEW, new Mounts(new Series(), new Series()));
    Mounts most = mounts.getOrDefault(MOST, few);
    results.add(
        Row.against(
            "500 layers",
            "what 500 layers add to a mount of 5",
            most.ours.minus(few.ours),
            most.theirs.minus(few.theirs),
            TARGET));
  }

  private static void close(List<Tree> trees) throws Exception {
    for (Tree tree : trees) {
      tree.close();
    }
  }
}
