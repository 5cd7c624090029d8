package left4me.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/**
 * A command line as picocli reads it: with options, files and help, and every word that is wrong.
 *
 * <p>A class of its own, as Java looks up all of picocli's types that it names before it runs any
 * of it: see {@link PlainLine}.
 */
final class FullLine {

  private FullLine() {}

  /** Runs the command that the line has for the program, and returns the exit status. */
  static int run(L4d2ctl program, String... words) {
    return of(program).execute(words);
  }

  /** What picocli knows of the program, for its tests as well. */
  static CommandLine of(L4d2ctl program) {
    Terminal terminal = program.terminal();
    Ansi ansi = terminal.surroundings().colour() ? Ansi.ON : Ansi.OFF;
    return new CommandLine(program)
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
