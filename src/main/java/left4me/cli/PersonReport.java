package left4me.cli;

import java.util.Optional;
import left4me.host.HostException;
import left4me.host.LogLine;
import left4me.host.Outcome;
import left4me.host.Step;
import left4me.instance.InstanceName;

/**
 * Steps and output as lines.
 *
 * @param terminal where to
 * @param several whether each line says whose it is
 */
record PersonReport(Terminal terminal, boolean several) implements Report {

  @Override
  public void step(Step step) {
    terminal.say(
        Line.of(
            new Span(Style.STRONG, "Step: "),
            Span.plain(whose(step.instance()) + step.sentence())));
  }

  @Override
  public void output(LogLine line) {
    terminal.say(
        Line.of(
            new Span(Style.FAINT, "Output: "),
            Span.plain(whose(line.instance())),
            LogText.text(line)));
  }

  private String whose(InstanceName name) {
    return several ? name + ": " : "";
  }

  @Override
  public void done(InstanceName name, String operation, Outcome outcome) {
    // Its steps have said so.
  }

  @Override
  public void failed(Optional<InstanceName> name, String operation, HostException failure) {
    terminal.complain(failure.getMessage());
  }

  @Override
  public void interrupted(String operation) {
    terminal.complain(INTERRUPTED);
  }
}
