package left4me.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines that need no host. */
final class CommandLineTest {

  private final Printed printed = new Printed("");

  private int run(String... words) {
    return Model.program(printed.terminal()).execute(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"             | Missing required subcommand                   | Try 'l4d2ctl --help'.",
        "strat          | there is no command 'strat'                   | Did you mean",
        "help strat     | there is no command 'strat'                   | Try 'l4d2ctl --help'.",
        "start          | Missing required parameter: 'NAME'            | Try 'l4d2ctl start --help'.",
        "stop --force a | there is no option '--force'                  | Try 'l4d2ctl stop --help'.",
        "list alpha     | 'alpha' is too much                           | Try 'l4d2ctl list --help'.",
        "initialize a B -f x | 'B' is too much                          | Try 'l4d2ctl initialize --help'.",
        "status Alpha   | 'Alpha' is no name; expected 1 to 64          | Try 'l4d2ctl status --help'.",
        "watch Alpha    | 'Alpha' is no name; expected 1 to 64          | Try 'l4d2ctl watch --help'.",
        "start al Bravo | 'Bravo' is no name; expected 1 to 64          | Try 'l4d2ctl start --help'.",
        "logs al Bravo  | 'Bravo' is no name; expected 1 to 64          | Try 'l4d2ctl logs --help'.",
        "status a@b.service | 'a@b.service' is no name; expected 1 to 64 | Try 'l4d2ctl status --help'.",
        "start A        | Invalid value for positional parameter at ind | Try 'l4d2ctl start --help'.",
        "logs -n x a    | Invalid value for option '--lines': 'x' is no n | Try 'l4d2ctl logs --help'.",
        "initialize a   | Missing required option: '--file=spec.yaml'   | Try 'l4d2ctl initialize --help'.",
        "start @x       | Invalid value for positional parameter at ind | Try 'l4d2ctl start --help'.",
        "logs --run a b | --run is for one instance                     | Try 'l4d2ctl logs --help'.",
      })
  void wrongUsageIsOneLineAndAHint(String line, String complaint, String hint) {
    assertThat(run(line.isEmpty() ? new String[0] : line.split(" ", -1))).isEqualTo(2);
    assertThat(printed.out()).isEmpty();
    assertThat(printed.err().lines()).hasSize(2);
    assertThat(printed.err().lines().toList().getFirst()).startsWith("l4d2ctl: " + complaint);
    assertThat(printed.err().lines().toList().getLast()).startsWith(hint);
  }

  /** As a script has it whose variable is empty: the folder that it is in is not meant. */
  @Test
  void anEmptyNameOfABlueprintIsWrongUsage() {
    String complaint = "'' names no file; expected one, or '-' for standard input";
    for (String[] words :
        List.of(
            new String[] {"initialize", "alpha", "-f", ""},
            new String[] {"validate", ""},
            new String[] {"validate", "none", ""})) {
      Printed each = new Printed("");
      assertThat(Model.program(each.terminal()).execute(words)).isEqualTo(2);
      assertThat(each.out()).isEmpty();
      assertThat(each.err().lines().toList().getFirst()).endsWith(complaint);
      assertThat(each.err().lines().toList().getLast()).startsWith("Try 'l4d2ctl " + words[0]);
    }
  }

  @Test
  void blueprintsAreCheckedEachByItself(@TempDir Path folder) throws Exception {
    Path good = Files.writeString(folder.resolve("good"), "port: 27015\noverlays: [{path: a}]\n");
    Path bad = Files.writeString(folder.resolve("bad"), "port: 27015\nprot: 1\n");
    assertThat(run("validate", bad.toString(), good.toString())).isEqualTo(1);
    assertThat(printed.out()).isEqualTo(good + ": a blueprint, port 27015, 1 overlay\n");
    assertThat(printed.err()).startsWith("l4d2ctl: " + bad + ":2: unknown key prot");
  }

  @Test
  void aPortThatTheUnitLetsNobodyBindIsTold(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("far"), "port: 28015\n");
    String note = "Port 28015 is outside 27000-27999: the unit lets no server bind it";
    assertThat(run("validate", file.toString())).isZero();
    assertThat(printed.out().lines().toList().getLast()).startsWith(file + ": " + note);
    assertThat(run("validate", "--json", file.toString())).isZero();
    assertThat(printed.out()).contains("\"note\":\"" + note);
  }

  /** On either side of the command. */
  @Test
  void aProgramIsToldOfEachBlueprintInItsOrder(@TempDir Path folder) throws Exception {
    Path good = Files.writeString(folder.resolve("good"), "port: 27015\noverlays: [{path: a}]\n");
    Path bad = Files.writeString(folder.resolve("bad"), "port: 27015\nprot: 1\n");
    assertThat(run("--json", "validate", bad.toString(), good.toString())).isEqualTo(1);
    assertThat(run("validate", "--json", good.toString())).isZero();
    assertThat(printed.out().lines())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith("{\"event\":\"error\",\"instance\":null,\"operation\":\"validate\"")
                    .contains("\"kind\":\"blueprint\"", "\"line\":2"),
            second ->
                assertThat(second)
                    .isEqualTo(
                        "{\"event\":\"valid\",\"file\":\""
                            + good
                            + "\",\"port\":27015,\"arguments\":[],"
                            + "\"overlays\":[{\"path\":\"a\",\"alias\":null}],\"note\":null}"),
            third -> assertThat(third).startsWith("{\"event\":\"valid\""));
    assertThat(printed.err()).as("for a person").startsWith("l4d2ctl: " + bad + ":2: ");
  }
}
