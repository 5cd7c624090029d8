package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArgumentLineTest {

  @Test
  void plainArgumentsStayAsTheyAre() {
    assertThat(ArgumentLine.of(List.of("-tickrate", "100", "+map", "c1m1_hotel")))
        .isEqualTo("-tickrate 100 +map c1m1_hotel");
  }

  @Test
  void noArgumentIsNoText() {
    assertThat(ArgumentLine.of(List.of())).isEmpty();
  }

  @Test
  void quotesWhatIsNotPlain() {
    assertThat(ArgumentLine.of(List.of("a b", "it's", ""))).isEqualTo("'a b' 'it'\\''s' ''");
  }

  /**
   * The launcher splits the line with xargs: whatever an argument holds comes out as it went in.
   */
  @Test
  void xargsReadsBackWhatWasWritten() throws Exception {
    List<String> arguments =
        List.of(
            "+hostname",
            "two words",
            "\"quoted\"",
            "it's",
            "",
            "\\",
            "\\\\n",
            "$(id)",
            "`id`",
            "${HOME}",
            "%i",
            "%%",
            ";",
            "&&",
            "|",
            "*",
            "?",
            "~",
            "#",
            "!",
            "'",
            "''",
            "\"",
            "ünïcode",
            "tab\there",
            " lead",
            "trail ",
            "-n",
            "--",
            "");
    assertThat(split(ArgumentLine.of(arguments))).isEqualTo(arguments);
  }

  private static List<String> split(String line) throws IOException, InterruptedException {
    Process xargs = new ProcessBuilder("xargs", "-r", "printf", "%s\\0").start();
    try (var in = xargs.outputWriter(StandardCharsets.UTF_8)) {
      in.write(line + "\n");
    }
    String out = new String(xargs.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(xargs.waitFor()).isZero();
    List<String> words = new ArrayList<>(List.of(out.split("\0", -1)));
    words.removeLast();
    return words;
  }
}
