package left4me.bench;

import left4me.host.Left4meHost;

/** What a person types to see how a server does, as whole processes of user left4me. */
final class CommandMeasurement implements Measurement {

  private static final Target TARGET = Target.ratio(8, 4);

  @Override
  public void run(Scale scale, Results results) throws Exception {
    try (Left4meHost host = Left4meHost.builder().build();
        Server ours = new Server(host, "bench-ours", 27990);
        Server theirs = new Server(host, "bench-theirs", 27991)) {
      ours.start();
      theirs.enable();
      ours.awaitAnswer();
      theirs.awaitAnswer();
      InTurn turns = scale.inTurn();
      Series status =
          turns.timed(() -> Program.run(Program.L4D2CTL, "status", ours.name().value()));
      Series theirStatus = turns.timed(() -> theirs.systemctl("status"));
      Series list = turns.timed(() -> Program.run(Program.L4D2CTL, "list"));
      turns.run(scale.warmUps(3), scale.rounds(25));
      results.add(
          Row.against(
              "l4d2ctl status",
              "the command, whole process, for a server that runs",
              status,
              theirStatus,
              TARGET));
      results.add(Row.alone("l4d2ctl list", "the command, with two instances", list, null));
    }
  }
}
