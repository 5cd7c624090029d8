package left4me.bench;

import java.util.ArrayList;
import java.util.List;
import left4me.bench.Curve.Panel;
import left4me.bench.Curve.Point;
import left4me.host.Left4meHost;

/**
 * Many servers that are started at once, as after an update of the game; until the last one runs.
 */
final class AtOnceMeasurement implements Measurement {

  private static final int OF_THE_TARGET = 100;
  private static final int MOST = 200;
  private static final int OUR_PORTS = 27000;
  private static final int THEIR_PORTS = 27300;
  private static final Target TARGET = Target.ratio(0.5, 0.25);

  @Override
  public void run(Scale scale, Results results) throws Exception {
    List<Server> ours = new ArrayList<>();
    List<Server> theirs = new ArrayList<>();
    try (Left4meHost host = Server.patientHost();
        AutoCloseable all = () -> close(ours, theirs)) {
      for (int i = 0; i < MOST; i++) {
        ours.add(new Server(host, "bench-ours-" + i, OUR_PORTS + i));
        theirs.add(new Server(host, "bench-theirs-" + i, THEIR_PORTS + i));
      }
      List<Point> points = new ArrayList<>();
      List<Point> theirPoints = new ArrayList<>();
      for (int count : scale.sizes(OF_THE_TARGET, 1, 10, 50, OF_THE_TARGET, MOST)) {
        InTurn turns = scale.inTurn();
        Series start = ours(turns, ours.subList(0, count));
        // Beyond that it takes minutes: each of them has systemd read all its units again.
        boolean both = count <= OF_THE_TARGET;
        Series enable = both ? theirs(turns, theirs.subList(0, count)) : new Series();
        turns.run(count < OF_THE_TARGET ? 1 : 0, scale.rounds(count < OF_THE_TARGET ? 5 : 3));
        points.add(Point.of(count, start));
        if (both) {
          theirPoints.add(Point.of(count, enable));
        }
        if (count == OF_THE_TARGET) {
          results.add(
              Row.against("100 at once", "100 servers are started at once", start, enable, TARGET));
        }
      }
      results.add(new Curve(Panel.INSTANCES, "library, servers started", points));
      results.add(new Curve(Panel.INSTANCES, "systemctl, servers started", theirPoints));
    }
  }

  private static Series ours(InTurn turns, List<Server> servers) {
    Series start = turns.timed(() -> AtOnce.each(servers, Server::start));
    turns.untimed(() -> awaitAnswers(servers));
    turns.untimed(() -> AtOnce.each(servers, Server::stop));
    return start;
  }

  private static Series theirs(InTurn turns, List<Server> servers) {
    Series enable = turns.timed(() -> AtOnce.each(servers, Server::enable));
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

  private static void close(List<Server> ours, List<Server> theirs) throws Exception {
    AtOnce.each(ours, Server::close);
    AtOnce.each(theirs, Server::close);
  }
}
