package left4me.bench;

import java.util.ArrayList;
import java.util.List;
import left4me.bench.Curve.Panel;
import left4me.bench.Curve.Point;
import left4me.host.Left4meHost;
import left4me.instance.InstanceName;
import left4me.lab.Command;

/**
 * What is left of the library's operations when the units' own commands take next to nothing: its
 * own share of a start, and a thousand instances.
 */
final class CheapMeasurement implements Measurement {

  private static final int MOST = 1000;
  private static final int FIRST_PORT = 27000;
  private static final int WARM_UPS = 20;
  private static final double MICROS_IN_A_MILLISECOND = 1000;
  private static final Target SHARE = Target.amount(Row.MILLISECONDS, 15, 8);
  private static final Target STATUS = Target.amount(Row.MILLISECONDS, 1000, 200);

  @Override
  public void run(Scale scale, Results results) throws Exception {
    List<Server> servers = new ArrayList<>();
    try (Left4meHost host = Server.patientHost();
        AutoCloseable all = () -> AtOnce.each(servers, Server::close)) {
      servers.add(new Server(host, "bench-cheap-0", FIRST_PORT));
      share(servers.getFirst(), scale, results);
      for (int i = 1; i < MOST; i++) {
        servers.add(new Server(host, "bench-cheap-" + i, FIRST_PORT + i));
      }
      status(
          host,
          servers,
          "status of 1,000",
          "1,000 instances asked in one call, none up",
          scale,
          results);
      curves(host, servers, scale, results);
      AtOnce.each(servers, Server::start);
      status(host, servers, "status of 1,000 up", "the same, all up", scale, results);
    }
  }

  /** All of a start but the time in which systemd brings the unit up. */
  private static void share(Server server, Scale scale, Results results) throws Exception {
    InTurn turns = scale.inTurn();
    Series start = turns.timed(server::start);
    Series own = turns.measured(() -> ownTime(server.name()));
    turns.untimed(server::stop);
    turns.run(WARM_UPS, scale.rounds(100));
    results.add(
        Row.alone(
            "share of a start",
            "a start, less the time from the unit's being asked to its being up",
            start.minus(own),
            SHARE));
  }

  /** From systemd's taking up the unit to its being active. */
  private static double ownTime(InstanceName name) throws Exception {
    String unit = "left4me-server@" + name + ".service";
    long begin = timestamp(unit, "InactiveExit");
    return (timestamp(unit, "ActiveEnter") - begin) / MICROS_IN_A_MILLISECOND;
  }

  private static long timestamp(String unit, String what) throws Exception {
    String property = what + "TimestampMonotonic";
    return Long.parseLong(
        Command.run("systemctl", "show", "--value", "--property=" + property, unit)
            .orFail()
            .strip());
  }

  private static void status(
      Left4meHost host,
      List<Server> servers,
      String name,
      String what,
      Scale scale,
      Results results)
      throws Exception {
    List<InstanceName> names = servers.stream().map(Server::name).toList();
    InTurn turns = scale.inTurn();
    Series status = turns.timed(() -> host.statuses(names));
    turns.run(scale.warmUps(5), scale.rounds(20));
    results.add(Row.alone(name, what, status, STATUS));
  }

  private static void curves(Left4meHost host, List<Server> servers, Scale scale, Results results)
      throws Exception {
    List<Point> starts = new ArrayList<>();
    List<Point> asks = new ArrayList<>();
    for (int count : scale.sizes(100, 1, 10, 100, 300, MOST)) {
      List<Server> some = servers.subList(0, count);
      List<InstanceName> names = some.stream().map(Server::name).toList();
      InTurn turns = scale.inTurn();
      Series start = turns.timed(() -> AtOnce.each(some, Server::start));
      Series ask = turns.timed(() -> host.statuses(names));
      turns.untimed(() -> AtOnce.each(some, Server::stop));
      turns.run(count < MOST ? 1 : 0, scale.rounds(count < MOST ? 5 : 2));
      starts.add(Point.of(count, start));
      asks.add(Point.of(count, ask));
    }
    results.add(new Curve(Panel.INSTANCES, "library, cheap units started", starts));
    results.add(new Curve(Panel.INSTANCES, "library, status of all", asks));
  }
}
