package left4me.systemd.dbus;

import left4me.systemd.JobResult;
import left4me.systemd.UnitStatus;

/** What a job is to do with its unit. */
enum JobKind {
  START("start", Call.Member.START_UNIT),
  STOP("stop", Call.Member.STOP_UNIT),
  RESTART("restart", Call.Member.RESTART_UNIT);

  private final String verb;
  private final Call.Member member;

  JobKind(String verb, Call.Member member) {
    this.verb = verb;
    this.member = member;
  }

  String verb() {
    return verb;
  }

  Call.Member member() {
    return member;
  }

  /**
   * How a job of this kind must have ended, judged by its unit, if its end was not announced.
   *
   * @param status the unit, which has no such job any more
   */
  JobResult judge(UnitStatus status) {
    return switch (this) {
      case START, RESTART -> judgeStart(status);
      case STOP -> status.isDown() ? JobResult.DONE : JobResult.CANCELED;
    };
  }

  private static JobResult judgeStart(UnitStatus status) {
    if (status.isActive()) {
      return JobResult.DONE;
    }
    if (status.isFailed() || status.isAwaitingRestart()) {
      return JobResult.FAILED;
    }
    // Inactive is where a one-shot ends, or a unit whose condition is false; both count as done.
    boolean ranWell = status.result().isEmpty() || status.result().equals("success");
    if (status.isDown() && status.isLoaded() && ranWell) {
      return JobResult.DONE;
    }
    return JobResult.CANCELED;
  }
}
