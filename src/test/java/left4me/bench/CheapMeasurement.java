package left4me.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import left4me.bench.Curve.Panel;
import left4me.bench.Curve.Point;
import left4me.host.Left4meHost;
import left4me.instance.InstanceName;

/**
 * What is left of the library's operations when the units' own commands take next to nothing: its
 * own share of a start, and a thousand instances.
 */
final class CheapMeasurement implements Measurement {

  private static final int MOST = 1000;
  private static final int QUICK_MOST = 100;
  private static final int FIRST_PORT = 27000;
  private static final Target STATUS = Target.amount(Row.MILLISECONDS, 1000, 200);

  @Override
  public void run(Scale scale, Results results) throws Exception {
    List<Server> servers = new ArrayList<>();
    try (Left4meHost host = Server.patientHost();
        AutoCloseable all = () -> AtOnce.each(servers, Server::close)) {
      servers.add(new Server(host, "bench-cheap-0", FIRST_PORT));
      share(servers.getFirst(), scale, results);
      int most = scale.quick() ? QUICK_MOST : MOST;
      for (int i = 1; i < most; i++) {
        servers.add(new Server(host, "bench-cheap-" + i, FIRST_PORT + i));
      }
      String name = String.format(Locale.ROOT, "status of %,d", most);
      Series none = status(host, servers, scale);
      results.add(Row.alone(name, "all asked in one call, none up", none, STATUS));
      curves(host, servers, name, scale, results);
    }
  }

  /** All of a start but the time in which systemd brings the unit up. */
  private static void share(Server server, Scale scale, Results results) throws Exception {
    server.warmUp(scale);
    InTurn turns = scale.inTurn();
    Series start = turns.timed(server::start);
    Series unit = ShareOfStart.unit(turns, server);
    turns.untimed(server::stop);
    turns.run(0, scale.rounds(60));
    results.add(ShareOfStart.row("share of a start", "a start of a cheap unit", start, unit));
  }

  private static Series status(Left4meHost host, List<Server> servers, Scale scale)
      throws Exception {
    List<InstanceName> names = servers.stream().map(Server::name).toList();
    InTurn turns = scale.inTurn();
    Series status = turns.timed(() -> host.statuses(names));
    turns.run(scale.warmUps(5), scale.rounds(20));
    return status;
  }

  private static void curves(
      Left4meHost host, List<Server> servers, String name, Scale scale, Results results)
      throws Exception {
    List<Point> starts = new ArrayList<>();
    List<Point> asks = new ArrayList<>();
    for (int count : scale.sizes(QUICK_MOST, 1, 10, 100, 300, MOST)) {
      List<Server> some = servers.subList(0, count);
      InTurn turns = scale.inTurn();
      turns.untimed(() -> AtOnce.each(some, Server::stop));
      Series start = turns.timed(() -> AtOnce.each(some, Server::start));
      turns.run(count < MOST ? 1 : 0, scale.rounds(count < MOST ? 4 : 2));
      starts.add(Point.of(count, start));
      Series ask = status(host, some, scale);
      asks.add(Point.of(count, ask));
      if (count == servers.size()) {
        results.add(Row.alone(name + " up", "the same, all up", ask, STATUS));
      }
    }
    results.add(new Curve(Panel.INSTANCES, "library, cheap units started", starts));
    results.add(new Curve(Panel.INSTANCES, "library, status of all", asks));
  }
}
