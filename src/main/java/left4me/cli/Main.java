package left4me.cli;

import java.util.Optional;
import left4me.host.Left4meHost;
import picocli.CommandLine.ExitCode;

/** Starts {@code l4d2ctl}. */
public final class Main {

  private Main() {}

  /**
   * Runs one command and ends the JVM with its status: 0 done, 1 failed, 2 usage.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Ending ending = new Ending();
    ending.interrupt(Thread.currentThread());
    Terminal terminal = Terminal.ofThisProcess();
    int status;
    try {
      status = run(terminal, ending, args);
    } finally {
      // Whatever it ended with, the JVM waits for it to have ended.
      ending.commandIsDone();
    }
    System.exit(status);
  }

  private static int run(Terminal terminal, Ending ending, String... args) {
    Caller caller = Caller.ofThisProcess();
    try {
      Left4meHost.builder().root(caller.root());
    } catch (IllegalArgumentException unusable) {
      terminal.complain("LEFT4ME_ROOT: " + unusable.getMessage());
      return ExitCode.USAGE;
    }
    int status = run(new L4d2ctl(terminal, caller, ending), args);
    Outlet out = terminal.out();
    if (out.failure().isPresent() && !out.isAbandoned()) {
      terminal.complain("standard output: " + out.failure().get());
      return ExitCode.SOFTWARE;
    }
    return status;
  }

  /** Runs one command, with picocli if need be. */
  static int run(L4d2ctl program, String... args) {
    Optional<PlainLine> plain = PlainLine.read(args);
    return plain.isPresent() ? plain.get().run(program, args[0]) : FullLine.run(program, args);
  }
}
