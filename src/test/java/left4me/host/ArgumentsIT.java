package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import left4me.lab.A2s;
import left4me.lab.Command;
import left4me.lab.StandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a blueprint lists is what the server gets, on the booted host, as user left4me. */
final class ArgumentsIT extends BootedHost {

  @Test
  void argumentsWithSpacesAndQuotesArriveAsWritten() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(
          StandIn.blueprint(
              27131, "arguments: ['+say', 'two words', '\"a quote\" and ''another''', '']"));
      alpha.start();
      assertThat(arguments(alpha, 27131))
          .containsExactly(
              "-game",
              "left4dead2",
              "+hostport",
              "27131",
              "+say",
              "two words",
              "\"a quote\" and 'another'",
              "");
    }
  }

  @Test
  void metacharactersOfShellAndSystemdArriveAsWritten() throws Exception {
    Path witness = StandIn.ROOT.resolve("expanded");
    List<String> hostile =
        List.of(
            "$(touch " + witness + ")",
            "`touch " + witness + "`",
            ";touch",
            "${HOME}",
            "$HOME",
            "%i",
            "%%",
            "%n",
            "\\x41",
            "\\n",
            "*",
            "?",
            "~",
            "#",
            "&&",
            "||",
            "|cat",
            ">" + witness,
            "<(id)",
            "!!",
            "{a,b}",
            "@-:+",
            "LD_PRELOAD=/x");
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      List<String> yaml =
          hostile.stream().map(word -> "'" + word.replace("'", "''") + "'").toList();
      alpha.initialize(StandIn.blueprint(27132, "arguments: [" + String.join(", ", yaml) + "]"));
      alpha.start();
      List<String> arguments = arguments(alpha, 27132);
      assertThat(arguments.subList(4, arguments.size())).isEqualTo(hostile);
      assertThat(witness).doesNotExist();
    }
  }

  /** Written by hand, not by us: words are cut at blanks, and nothing is expanded. */
  @Test
  void anArgsLineFullOfMetacharactersIsNotExpanded() throws Exception {
    Path witness = StandIn.ROOT.resolve("expanded");
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27133));
      Path env = alpha.folders().instanceEnv();
      String line = "+x $(touch$IFS" + witness + ") ${HOME} `id` ; && %i %% * ? > ~ #x $PATH {a,b}";
      Files.writeString(
          env, Files.readString(env).replace("L4D2_ARGS=", "L4D2_ARGS=" + line + "\nL4D2_ARGS="));
      alpha.start();
      List<String> arguments = arguments(alpha, 27133);
      assertThat(String.join(" ", arguments.subList(4, arguments.size()))).isEqualTo(line);
      assertThat(witness).doesNotExist();
    }
  }

  /** What xargs(1) makes of it, which knows quotes of both kinds and the backslash. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+x 'two words'and\"more  of them\" '' end",
        "a\\ b \\'c \\\\ \"d\\e\" 'f\"g' \"h'i\"",
        "\t  +map\tc1m1 \t",
        "\r +x y\r",
        "'' \"\"''",
        ""
      })
  void anArgsLineIsCutAsXargsDoes(String line) throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27135));
      Path env = alpha.folders().instanceEnv();
      String settings = Files.readString(env).replaceAll("(?m)^L4D2_ARGS=.*\n", "");
      Files.writeString(env, settings + "L4D2_ARGS=" + line + "\n");
      Path lines = Files.writeString(StandIn.ROOT.resolve("it-args"), line + "\n");
      String words =
          Command.run("xargs", "-r", "-a", lines.toString(), "printf", "<%s>\n").orFail();
      alpha.start();
      List<String> arguments = arguments(alpha, 27135);
      assertThat(arguments.subList(4, arguments.size()))
          .isEqualTo(
              Stream.of(words.split("\n"))
                  .filter(word -> !word.isEmpty())
                  .map(word -> word.substring(1, word.length() - 1))
                  .toList());
      Files.delete(lines);
    }
  }

  /** A character in it that is cut short takes nothing of what follows for a part of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"+x caf\u00c3", "+x 'caf\u00c3'", "+x\tcaf\u00c3 "})
  void anArgsLineEndsWhereItsLineEnds(String line) throws Exception {
    try (LabInstance alpha = new LabInstance(host, "alpha")) {
      alpha.initialize(StandIn.blueprint(27134));
      Path env = alpha.folders().instanceEnv();
      String settings = Files.readString(env).replaceAll("(?m)^L4D2_ARGS=.*\n", "");
      for (String written :
          List.of("L4D2_ARGS=" + line + "\n" + settings, settings + "L4D2_ARGS=" + line)) {
        Files.writeString(env, written, StandardCharsets.ISO_8859_1);
        alpha.start();
        List<String> arguments = arguments(alpha, 27134, StandardCharsets.ISO_8859_1);
        assertThat(arguments.subList(4, arguments.size())).containsExactly("+x", "caf\u00c3");
        alpha.stop();
      }
    }
  }

  private static List<String> arguments(LabInstance instance, int port) throws Exception {
    return arguments(instance, port, StandardCharsets.UTF_8);
  }

  private static List<String> arguments(LabInstance instance, int port, Charset charset)
      throws Exception {
    A2s.hostname(port); // it has written its arguments before it answers
    String written = Files.readString(instance.merged().resolve("left4dead2/argv.bin"), charset);
    List<String> arguments = new ArrayList<>(List.of(written.split("\0", -1)));
    arguments.removeLast();
    return arguments;
  }
}
