package left4me.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import left4me.host.Left4meHost;
import left4me.instance.InstanceName;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

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
      return CommandLine.ExitCode.USAGE;
    }
    int status = run(new L4d2ctl(terminal, caller, ending), args);
    Outlet out = terminal.out();
    if (out.failure().isPresent() && !out.isAbandoned()) {
      terminal.complain("standard output: " + out.failure().get());
      return CommandLine.ExitCode.SOFTWARE;
    }
    return status;
  }

  /** Runs one command, with picocli if need be. */
  static int run(L4d2ctl program, String... args) {
    Optional<PlainLine> plain = PlainLine.read(args);
    return plain.isPresent()
        ? plain.get().run(program, args[0])
        : commandLine(program).execute(args);
  }

  /** The command line of the program, for its tests as well. */
  static CommandLine commandLine(L4d2ctl program) {
    Terminal terminal = program.terminal();
    Ansi ansi = terminal.surroundings().colour() ? Ansi.ON : Ansi.OFF;
    return new CommandLine(program)
        .registerConverter(InstanceName.class, new InstanceNameConverter())
        .registerConverter(Instant.class, MomentConverter.ofThisHost())
        // A name or file may begin with an @.
        .setExpandAtFiles(false)
        .setColorScheme(Help.defaultColorScheme(ansi))
        .setOut(new PrintWriter(terminal.out(), true, UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, UTF_8))
        .setParameterExceptionHandler(new UsageErrors(terminal))
        .setExecutionExceptionHandler(new Failures(program));
  }
}
