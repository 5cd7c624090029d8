package left4me.bench;

import left4me.host.Left4meHost;

/**
 * Start, stop and reset of a server: from the library in a warm process, and as the Python host did
 * it, with the same unit.
 */
final class ServerMeasurement implements Measurement {

  private static final Target TARGET = Target.ratio(0.5, 0.3);

  @Override
  public void run(Scale scale, Results results) throws Exception {
    try (Left4meHost host = Left4meHost.builder().build();
        Server ours = new Server(host, "bench-ours", 27990);
        Server theirs = new Server(host, "bench-theirs", 27991)) {
      ours.warmUp(scale);
      startAndStop(ours, theirs, scale, results);
      reset(ours, theirs, scale, results);
    }
  }

  private static void startAndStop(Server ours, Server theirs, Scale scale, Results results)
      throws Exception {
    InTurn turns = scale.inTurn();
    Series start = turns.timed(ours::start);
    turns.untimed(ours::awaitAnswer);
    Series unit = ShareOfStart.unit(turns, ours);
    Series stop = turns.timed(ours::stop);
    Series theirStart = turns.timed(theirs::enable);
    turns.untimed(theirs::awaitAnswer);
    Series theirStop = turns.timed(theirs::disable);
    turns.run(scale.warmUps(3), scale.rounds(30));
    results.add(Row.against("start", "a server is started, 4 layers", start, theirStart, TARGET));
    results.add(ShareOfStart.row("share of a real start", "the same start", start, unit));
    results.add(Row.against("stop", "a server is stopped", stop, theirStop, TARGET));
  }

  private static void reset(Server ours, Server theirs, Scale scale, Results results)
      throws Exception {
    InTurn turns = scale.inTurn();
    turns.untimed(ours::start);
    turns.untimed(ours::awaitAnswer);
    Series reset = turns.timed(ours::reset);
    turns.untimed(ours::initialize);
    turns.untimed(theirs::enable);
    turns.untimed(theirs::awaitAnswer);
    Series theirReset =
        turns.timed(
            () -> {
              theirs.disable();
              theirs.removeTrees();
            });
    turns.untimed(theirs::initialize);
    turns.run(scale.warmUps(2), scale.rounds(15));
    results.add(Row.against("reset", "a running server is reset", reset, theirReset, TARGET));
  }
}
