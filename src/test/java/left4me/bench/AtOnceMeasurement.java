package left4me.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import left4me.bench.Curve.Panel;
import left4me.bench.Curve.Point;
import left4me.host.Left4meHost;

/**
 * Many servers that are started at once, as after an update of the game; until the last one runs.
 */
final class AtOnceMeasurement implements Measurement {

  private static final int OF_THE_TARGET = 100;
  private static final int OUR_PORTS = 27000;
  private static final int THEIR_PORTS = 27300;
  private static final Target TARGET = Target.ratio(0.5, 0.25);

  private final List<Server> ours = new ArrayList<>();
  private final List<Server> theirs = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();
  private final List<Point> theirPoints = new ArrayList<>();

  @Override
  public void run(Scale scale, Results results) throws Exception {
    try (Left4meHost host = Server.patientHost();
        AutoCloseable all = this::close) {
      for (int i = 0; i < OF_THE_TARGET; i++) {
        ours.add(new Server(host, "bench-ours-" + i, OUR_PORTS + i));
        theirs.add(new Server(host, "bench-theirs-" + i, THEIR_PORTS + i));
      }
      results.add(atOnce(OF_THE_TARGET, 0, scale.rounds(3), scale));
      for (int count : scale.sizes(10, 1, 10, 50)) {
        atOnce(count, 1, scale.rounds(4), scale);
      }
      results.add(new Curve(Panel.INSTANCES, "library, servers started", points));
      results.add(new Curve(Panel.INSTANCES, "systemctl, servers started", theirPoints));
    }
  }

  private Row atOnce(int count, int warmUps, int rounds, Scale scale) throws Exception {
    InTurn turns = scale.inTurn();
    AtomicInteger failed = new AtomicInteger();
    Series start = ours(turns, ours.subList(0, count));
    Series enable = theirs(turns, theirs.subList(0, count), failed);
    turns.run(warmUps, rounds);
    points.add(Point.of(count, start, enable));
    theirPoints.add(Point.of(count, enable, start));
    String said =
        count
            + " servers are started at once; of the yardstick's, "
            + failed
            + " calls in all rounds failed and were made again";
    System.err.println(said);
    return Row.against(count + " at once", said, start, enable, TARGET);
  }

  private static Series ours(InTurn turns, List<Server> servers) {
    Series start = turns.timed(() -> AtOnce.each(servers, Server::start));
    turns.untimed(() -> awaitAnswers(servers));
    turns.untimed(() -> AtOnce.each(servers, Server::stop));
    return start;
  }

  private static Series theirs(InTurn turns, List<Server> servers, AtomicInteger failed) {
    Series enable =
        turns.timed(() -> AtOnce.each(servers, server -> failed.addAndGet(server.enableAtLast())));
    turns.untimed(() -> awaitAnswers(servers));
    turns.untimed(() -> Server.disable(servers));
    return enable;
  }

  /** Until they are up they take what the next start should have. */
  private static void awaitAnswers(List<Server> servers) throws Exception {
    for (Server server : servers) {
      server.awaitAnswer();
    }
  }

  private void close() throws Exception {
    AtOnce.each(ours, Server::close);
    AtOnce.each(theirs, Server::close);
  }
}
