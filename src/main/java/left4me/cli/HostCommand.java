package left4me.cli;

import java.util.concurrent.Callable;
import left4me.host.HostException;
import left4me.host.Left4meHost;
import left4me.instance.InstanceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** A command that needs the host, which is closed at its end. */
@Command
abstract class HostCommand implements Callable<Integer> {

  @ParentCommand private L4d2ctl program;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  HostCommand() {}

  /**
   * Does it.
   *
   * @return the exit status
   */
  abstract int run(Left4meHost host) throws HostException, InterruptedException;

  /** Runs it for a program, as picocli does by {@link #call}. */
  final int runFor(L4d2ctl owner) throws HostException, InterruptedException {
    program = owner;
    return call();
  }

  @Override
  public final Integer call() throws HostException, InterruptedException {
    try (Left4meHost host = program.caller().host()) {
      return run(host);
    }
  }

  final L4d2ctl program() {
    return program;
  }

  final Terminal terminal() {
    return program.terminal();
  }

  /** Says that something is waited for that may come to be, or be a name that was mistyped. */
  final void noteAbsent(InstanceName name) {
    terminal().complain("note: there is no instance " + name + " yet");
  }

  /** Says what is less than user left4me would be told. */
  final void admitLess(String what) {
    if (!program.caller().ownsFiles()) {
      terminal().complain("note: you are not user left4me: " + what);
    }
  }
}
