package left4me.cli;

import java.util.Optional;
import left4me.host.HostException;
import left4me.host.LogLine;
import left4me.host.Outcome;
import left4me.host.Step;
import left4me.instance.InstanceName;

/**
 * Each event as an object on a line. Failures are said on standard error as well: who looks there
 * is a person.
 *
 * @param terminal where to
 */
record JsonReport(Terminal terminal) implements Report {

  @Override
  public void step(Step step) {
    terminal.sayRaw(EventJson.step(step));
  }

  @Override
  public void output(LogLine line) {
    terminal.sayRaw(EventJson.output(line));
  }

  @Override
  public void done(InstanceName name, String operation, Outcome outcome) {
    terminal.sayRaw(EventJson.result(name, operation, outcome));
  }

  @Override
  public void failed(Optional<InstanceName> name, String operation, HostException failure) {
    terminal.sayRaw(EventJson.error(name, operation, failure));
    terminal.complain(failure.getMessage());
  }

  @Override
  public void interrupted(String operation) {
    terminal.sayRaw(EventJson.interrupted(operation, INTERRUPTED));
    terminal.complain(INTERRUPTED);
  }
}
