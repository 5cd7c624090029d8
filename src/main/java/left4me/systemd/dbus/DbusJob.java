package left4me.systemd.dbus;

import java.time.Duration;
import java.util.Optional;
import left4me.systemd.Job;
import left4me.systemd.JobResult;
import left4me.systemd.Limits;
import left4me.systemd.SystemdException;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import org.freedesktop.dbus.types.UInt32;

/** A job, waited for by its announced end and, where that may be lost, by its unit's state. */
final class DbusJob implements Job {

  /** For the look at the unit after the caller's limit has passed. */
  private static final Duration LAST_LOOK = Duration.ofSeconds(2);

  /** For an announcement that was received before the look, but is not handled yet. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /** How much longer than at first the intervals between looks get. */
  private static final int LONGEST_LOOK_FACTOR = 8;

  private static final String NO_SUCH_JOB = "org.freedesktop.systemd1.NoSuchJob";

  private final DbusServiceManager manager;
  private final Session session;
  private final JobKind kind;
  private final UnitName unit;
  private final String path;
  private final JobWatch watch;

  DbusJob(DbusServiceManager manager, Session session, JobKind kind, UnitName unit, String path) {
    this.manager = manager;
    this.session = session;
    this.kind = kind;
    this.unit = unit;
    this.path = path;
    this.watch = session.watch(path);
  }

  @Override
  public UnitName unit() {
    return unit;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public JobResult await(Duration limit) throws InterruptedException {
    Deadline deadline = Deadline.after(limit);
    Duration look = manager.settings().lookInterval();
    long lookNanos = look.toNanos();
    long longestNanos = Limits.bounded(look.multipliedBy(LONGEST_LOOK_FACTOR)).toNanos();
    while (true) {
      long nudges = watch.nudges();
      Optional<JobResult> announced =
          watch.await(Math.min(deadline.nanosLeft(), lookNanos), nudges);
      if (announced.isPresent()) {
        return announced.get();
      }
      if (watch.isLost()) {
        throw lost();
      }
      Optional<UnitStatus> status = look(deadline);
      if (status.isPresent() && !status.get().jobPath().equals(Optional.of(path))) {
        return gone(status.get());
      }
      if (deadline.hasPassed()) {
        throw timedOut(limit, status);
      }
      // A systemd that is busy with many jobs gets on with them the better, the less it is asked.
      lookNanos = Math.min(lookNanos * 2, longestNanos);
    }
  }

  /** The unit's state; empty if systemd is too busy to tell, which is no news about the job. */
  private Optional<UnitStatus> look(Deadline deadline) throws InterruptedException {
    Deadline atLeast =
        deadline.nanosLeft() > LAST_LOOK.toNanos() ? deadline : Deadline.after(LAST_LOOK);
    try {
      return Optional.of(manager.status(unit, atLeast.orAfter(manager.settings().callLimit())));
    } catch (SystemdException.TimedOut busy) {
      return Optional.empty();
    }
  }

  private SystemdException timedOut(Duration limit, Optional<UnitStatus> status) {
    String state =
        status
            .map(
                s -> "the unit is " + s.activeState() + " (" + s.subState() + "), the job not over")
            .orElse("systemd does not answer");
    return new SystemdException.TimedOut(
        operation(), "the job did not end within " + Deadline.text(limit) + ": " + state);
  }

  /** systemd has no such job any more, so its end was announced before, or that was lost. */
  private JobResult gone(UnitStatus status) throws InterruptedException {
    Deadline grace = Deadline.after(GRACE);
    while (!grace.hasPassed() && !watch.isLost()) {
      Optional<JobResult> announced = watch.await(grace.nanosLeft(), watch.nudges());
      if (announced.isPresent()) {
        return announced.get();
      }
    }
    JobResult judged = kind.judge(status);
    session.ended(path, judged);
    return judged;
  }

  @Override
  public boolean cancel() throws InterruptedException {
    Deadline deadline = Deadline.after(manager.settings().callLimit());
    Answer answer = session.call(cancelCall(path), deadline, late -> {});
    if (answer instanceof Answer.Refused refused && refused.name().equals(NO_SUCH_JOB)) {
      return false;
    }
    DbusServiceManager.expectReturn("cancel " + operation(), deadline, answer);
    return true;
  }

  /** {@code CancelJob(u id)}; a job's path ends in its number. */
  static Call cancelCall(String path) {
    long id = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
    return Call.manager(Call.Member.CANCEL_JOB, "u", new UInt32(id));
  }

  private SystemdException lost() {
    Throwable cause = session.lossCause();
    return new SystemdException.Disconnected(
        operation(),
        "the connection to the bus was lost ("
            + cause.getMessage()
            + ") while waiting for the job, which goes on. Look at the unit's status",
        cause);
  }

  private String operation() {
    return kind.verb() + " " + unit;
  }
}
