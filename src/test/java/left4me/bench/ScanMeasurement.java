package left4me.bench;

import java.util.ArrayList;
import java.util.List;
import left4me.bench.Curve.Panel;
import left4me.bench.Curve.Point;

/**
 * What the search for marks of fuse-overlayfs adds to a mount: whole processes with many files in
 * upper, less the same with none.
 */
final class ScanMeasurement implements Measurement {

  private static final int LAYERS = 5;
  private static final int OF_THE_TARGET = 100_000;

  /** From here on a round takes seconds. */
  private static final int LARGE = 1_000_000;

  private static final Target FIRST = Target.ratio(0.8, 0.4);
  private static final Target LATER = Target.ratio(0.1, 0.02);

  /** The three ways of mounting one upper. */
  private record Mounts(Series first, Series later, Series theirs) {

    static Mounts in(InTurn turns, Tree tree) {
      turns.untimed(tree::touch);
      Series first = turns.timed(() -> tree.mount(Program.HELPER));
      turns.untimed(() -> tree.umount(Program.HELPER));
      Series later = turns.timed(() -> tree.mount(Program.HELPER));
      turns.untimed(() -> tree.umount(Program.HELPER));
      Series theirs = turns.timed(() -> tree.mount(Program.YARDSTICK));
      turns.untimed(() -> tree.umount(Program.YARDSTICK));
      return new Mounts(first, later, theirs);
    }

    Mounts minus(Mounts others) {
      return new Mounts(
          first.minus(others.first), later.minus(others.later), theirs.minus(others.theirs));
    }
  }

  @Override
  public void run(Scale scale, Results results) throws Exception {
    List<Point> first = new ArrayList<>();
    List<Point> later = new ArrayList<>();
    List<Point> theirs = new ArrayList<>();
    try (Tree empty = new Tree("bench-empty", LAYERS);
        Tree full = new Tree("bench-full", LAYERS)) {
      for (int files : scale.sizes(OF_THE_TARGET, 0, 1000, 10_000, 100_000, LARGE)) {
        full.fill(files);
        InTurn turns = scale.inTurn();
        Mounts without = Mounts.in(turns, empty);
        Mounts with = Mounts.in(turns, full);
        turns.run(files == LARGE ? 0 : scale.warmUps(2), scale.rounds(files == LARGE ? 2 : 12));
        first.add(Point.of(files, with.first, with.theirs));
        later.add(Point.of(files, with.later));
        theirs.add(Point.of(files, with.theirs, with.first));
        if (files == OF_THE_TARGET) {
          rows(with.minus(without), results);
        }
      }
    }
    results.add(new Curve(Panel.FILES, "helper, first mount", first));
    results.add(new Curve(Panel.FILES, "helper, later mounts", later));
    results.add(new Curve(Panel.FILES, "Python, every mount", theirs));
  }

  private static void rows(Mounts more, Results results) {
    results.add(
        Row.against(
            "scan first",
            "what 100,000 files in upper add to the first mount",
            more.first,
            more.theirs,
            FIRST));
    results.add(Row.against("scan later", "and to later ones", more.later, more.theirs, LATER));
  }
}
