package left4me.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import left4me.instance.InstanceFolders;
import left4me.systemd.Job;
import left4me.systemd.JobResult;
import left4me.systemd.Pending;
import left4me.systemd.ServiceManager;
import left4me.systemd.SystemdException;
import left4me.systemd.UnitName;
import left4me.systemd.UnitState;
import left4me.systemd.UnitStatus;

/** The units of one instance: its server, and those that mount and unmount without one. */
final class InstanceUnits {

  private static final int LAST_LINES = 10;

  /** What systemd says then of a unit that was started too often lately. */
  private static final String START_LIMIT_HIT = "start-limit-hit";

  /**
   * What systemd says of a unit whose first process ended, and well, before it was up. systemd 257
   * says so of one that runs as well, once in a thousand where many start at once: with {@code
   * PrivatePIDs=} a process of its own starts the first one, sends its number and ends; and as the
   * end of whichever process is taken next, that one's may be before its message was read.
   */
  private static final String PROTOCOL = "protocol";

  private final String operation;
  private final Systemd systemd;
  private final JobTurns turns;
  private final InstanceFolders folders;
  private final Duration limit;
  private final UnitName server;
  private final UnitName mount;
  private final UnitName umount;

  /**
   * Prepares them.
   *
   * @param verb what was asked for, which a failure of a question is told under; that of a job is
   *     told under the job's own
   * @param limit how long a job may take
   */
  InstanceUnits(
      String verb, Systemd systemd, JobTurns turns, InstanceFolders folders, Duration limit) {
    this.operation = verb + " " + folders.name();
    this.systemd = systemd;
    this.turns = turns;
    this.folders = folders;
    this.limit = limit;
    this.server = UnitNames.server(folders.name());
    this.mount = UnitNames.mount(folders.name());
    this.umount = UnitNames.umount(folders.name());
  }

  UnitState state() throws HostException, InterruptedException {
    return askState().await();
  }

  /** Asks for the state, and leaves the caller to do something else until the answer. */
  PendingState askState() throws HostException, InterruptedException {
    Pending<UnitState> answer = systemd.ask(operation, manager -> manager.askState(server));
    return () -> Systemd.inOurWords(operation, answer::await);
  }

  /** The answer to {@link #askState}. */
  interface PendingState {
    UnitState await() throws HostException, InterruptedException;
  }

  /** What there is to do while systemd works on a job. */
  interface Meanwhile {

    /** Nothing. */
    Meanwhile NOTHING = () -> {};

    void run() throws HostException, InterruptedException;
  }

  /** Starts the server, when it is its turn, and waits until its program runs. */
  void start(Meanwhile meanwhile) throws HostException, InterruptedException {
    requireSuccess("start", turns.start(() -> begin("start", ServiceManager::start, meanwhile)));
  }

  /** Stops the server, when it is its turn, and waits until its processes are gone. */
  void stop(Meanwhile meanwhile) throws HostException, InterruptedException {
    requireSuccess(
        "stop", turns.stop(() -> attempt("stop", server, InstanceUnits::stop, meanwhile)));
  }

  /** The server's status, if it has failed. */
  Optional<UnitStatus> failure() throws HostException, InterruptedException {
    return state().isFailed()
        ? Optional.of(status(server)).filter(UnitStatus::isFailed)
        : Optional.empty();
  }

  /** Stops the server if it runs, and starts it again, when it is its turn to start. */
  void restart() throws HostException, InterruptedException {
    requireSuccess(
        "restart", turns.start(() -> begin("restart", ServiceManager::restart, Meanwhile.NOTHING)));
  }

  /**
   * The limit of starts is for those that systemd makes by itself: whoever asks begins anew. And
   * what systemd takes for ended is started once more, which systemd would do itself, 5 s later.
   */
  private Optional<Failure> begin(String verb, Request request, Meanwhile meanwhile)
      throws HostException, InterruptedException {
    Optional<Failure> failure = attempt(verb, server, request, meanwhile);
    if (failure.isPresent() && isWorthAnotherStart(failure.get())) {
      failure = attempt(verb, server, ServiceManager::start, Meanwhile.NOTHING);
    }
    return failure;
  }

  private boolean isWorthAnotherStart(Failure failure) throws HostException, InterruptedException {
    // One that another's stop has replaced is not made after it.
    if (!failure.job().equals(JobResult.FAILED)) {
      return false;
    }
    return switch (failure.unit().result()) {
      case START_LIMIT_HIT -> {
        forgetFailure();
        yield true;
      }
      // Else somebody has stopped it since.
      case PROTOCOL -> !state().activeState().equals("inactive");
      default -> false;
    };
  }

  /** Has root mount the overlay, without a server. */
  void mount() throws HostException, InterruptedException {
    requireSuccess("mount", attempt("mount", mount, ServiceManager::start, Meanwhile.NOTHING));
  }

  /** Has root unmount the overlay and remove what the kernel left. */
  void unmount() throws HostException, InterruptedException {
    requireSuccess("unmount", attempt("unmount", umount, ServiceManager::start, Meanwhile.NOTHING));
  }

  /** Makes systemd forget that the units failed, and how often the server was started lately. */
  void forgetFailure() throws HostException, InterruptedException {
    for (UnitName unit : List.of(server, mount, umount)) {
      ask(
          "reset-failed",
          manager -> {
            try {
              manager.resetFailed(unit);
            } catch (SystemdException.NoSuchUnit e) {
              // not loaded: nothing to forget
            }
            return unit;
          });
    }
  }

  private interface Request {
    Job of(ServiceManager manager, UnitName unit) throws InterruptedException;
  }

  /** What systemd does not know does not run. */
  private static Job stop(ServiceManager manager, UnitName unit) throws InterruptedException {
    try {
      return manager.stop(unit);
    } catch (SystemdException.NoSuchUnit unknown) {
      return new NothingToDo(unit);
    }
  }

  /** The job for a unit that is where it is to be brought. */
  private record NothingToDo(UnitName unit) implements Job {

    @Override
    public String path() {
      return "/";
    }

    @Override
    public JobResult await(Duration limit) {
      return JobResult.DONE;
    }

    @Override
    public boolean cancel() {
      return false;
    }
  }

  /** To be called without a turn, as the unit's last lines may take seconds. */
  private void requireSuccess(String verb, Optional<Failure> failure)
      throws HostException, InterruptedException {
    if (failure.isPresent()) {
      throw failure.get().said(verb + " " + folders.name());
    }
  }

  private Optional<Failure> attempt(
      String verb, UnitName unit, Request request, Meanwhile meanwhile)
      throws HostException, InterruptedException {
    JobResult result = ask(verb, manager -> await(request.of(manager, unit), meanwhile, limit));
    return result.isDone() ? Optional.empty() : Optional.of(new Failure(result, status(unit)));
  }

  /**
   * A job that did not end well.
   *
   * @param job how it ended
   * @param unit how its unit was just after
   */
  private record Failure(JobResult job, UnitStatus unit) {

    UnitFailedException said(String operation) throws InterruptedException {
      List<String> lines;
      try {
        LastLines last = LastLines.of(unit);
        lines =
            (UnitFailedException.isOfSystemd(unit)
                    ? last.now(LAST_LINES)
                    : last.awaited(LAST_LINES))
                .stream().map(LogLine::text).toList();
      } catch (JournalException unreadable) {
        // That it failed is to be said all the same.
        lines = List.of();
      }
      return new UnitFailedException(operation, job, unit, lines);
    }
  }

  /** What goes wrong meanwhile ends the job as well: its caller is not to have half of it. */
  static JobResult await(Job job, Meanwhile meanwhile, Duration limit)
      throws HostException, InterruptedException {
    try {
      meanwhile.run();
    } catch (HostException | InterruptedException e) {
      try {
        job.cancel();
      } catch (SystemdException cancelling) {
        e.addSuppressed(cancelling);
      }
      throw e;
    }
    return job.awaitOrCancel(limit);
  }

  private UnitStatus status(UnitName unit) throws HostException, InterruptedException {
    return systemd.ask(operation, manager -> manager.status(unit));
  }

  private <T> T ask(String verb, Systemd.Call<T> call) throws HostException, InterruptedException {
    return systemd.ask(verb + " " + folders.name(), call);
  }
}
