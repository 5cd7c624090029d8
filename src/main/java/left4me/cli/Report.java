package left4me.cli;

import java.util.Optional;
import left4me.host.HostException;
import left4me.host.LogLine;
import left4me.host.Outcome;
import left4me.host.Step;
import left4me.instance.InstanceName;

/** Tells what becomes of operations, to a person or to a program. Thread-safe. */
interface Report {

  void step(Step step);

  void output(LogLine line);

  void done(InstanceName name, String operation, Outcome outcome);

  /**
   * Tells a failure.
   *
   * @param name the instance; empty if the command failed as a whole
   */
  void failed(Optional<InstanceName> name, String operation, HostException failure);

  /** Tells that a command was ended before it was done. */
  void interrupted(String operation);

  /** What a person reads then. */
  String INTERRUPTED =
      "interrupted; what was asked of systemd was withdrawn, what it has begun goes on";
}
