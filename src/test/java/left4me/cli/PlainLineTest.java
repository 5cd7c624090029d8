package left4me.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import left4me.host.Left4meHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** That a line means the same with picocli and without it. */
final class PlainLineTest {

  private final Printed printed = new Printed("");

  /** The command as picocli makes it of a line, and whether a program reads what is printed. */
  private PlainLine picocli(String... words) {
    CommandLine line = Model.program(printed.terminal());
    L4d2ctl program = line.getCommand();
    CommandLine.ParseResult parsed = line.parseArgs(words);
    return new PlainLine(
        (HostCommand) parsed.subcommand().commandSpec().userObject(), program.json());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "autostart",
        "delete alpha",
        "list",
        "list --json",
        "reset alpha bravo",
        "restart alpha",
        "restart --json alpha",
        "start alpha alpha",
        "start help",
        "status",
        "status alpha",
        "status --json",
        "status --json alpha bravo",
        "stop alpha",
        "watch",
        "watch alpha bravo",
        "watch --json"
      })
  void aPlainLineIsWhatPicocliMakesOfIt(String line) {
    String[] words = line.split(" ", -1);
    Optional<PlainLine> plain = PlainLine.read(words);
    assertThat(plain).isPresent();
    assertThat(plain.get().command()).hasSameClassAs(picocli(words).command());
    assertThat(plain.get())
        .usingRecursiveComparison()
        // which a plain line has only while it runs
        .ignoringFields("command.program")
        .isEqualTo(picocli(words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "--json",
        "--json status",
        "-V",
        "frobnicate",
        "help",
        "initialize alpha",
        "list --json --json",
        "list alpha",
        "logs alpha",
        "start",
        "start --json",
        "start -v alpha",
        "start @alpha",
        "start A",
        "start alpha -v",
        "start alpha ../x",
        "statu alpha",
        "status --help",
        "status alpha --json",
        "status --",
        "validate alpha",
        "watch --help"
      })
  void aLineThatIsNotPlainIsLeftToPicocli(String line) {
    assertThat(PlainLine.read(line.isEmpty() ? new String[0] : line.split(" ", -1))).isEmpty();
  }

  /** A command with arguments of its own is none, and a new one is to be thought of. */
  @Test
  void theCommandsThatArePlainAreThese() {
    Set<String> plain = new TreeSet<>();
    for (String command : Model.program(printed.terminal()).getSubcommands().keySet()) {
      if (PlainLine.read(command).isPresent() || PlainLine.read(command, "alpha").isPresent()) {
        plain.add(command);
      }
    }
    assertThat(plain)
        .containsExactly(
            "autostart", "delete", "list", "reset", "restart", "start", "status", "stop", "watch");
  }

  /** As picocli does it. */
  @Test
  void aFailureIsToldAsAnyOther() {
    L4d2ctl program = Model.program(printed.terminal()).getCommand();
    PlainLine line =
        new PlainLine(
            new HostCommand() {
              @Override
              int run(Left4meHost host) throws InterruptedException {
                throw new InterruptedException("as by Ctrl-C");
              }
            },
            false);
    assertThat(line.run(program, "start")).isEqualTo(1);
    assertThat(printed.err()).isEqualTo("l4d2ctl: " + Report.INTERRUPTED + "\n");
  }
}
