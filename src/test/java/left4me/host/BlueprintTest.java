package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import left4me.instance.Lowerdirs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BlueprintTest {

  @Test
  void readsAllThatABlueprintMayHold() throws Exception {
    String text =
        """
        port: 27015
        arguments: ["-tickrate", "100", "+map", "c1m1 'hotel'"]
        config:
          - hostname "alpha"
          - "\\tsv_cheats 0"
        overlays:
          - path: competitive/zonemod
            alias: zonemod
          - path: maps
        """;
    Blueprint blueprint = Blueprint.parse(text, "alpha.yaml");
    assertThat(blueprint.port()).isEqualTo(27015);
    assertThat(blueprint.arguments()).containsExactly("-tickrate", "100", "+map", "c1m1 'hotel'");
    assertThat(blueprint.config()).containsExactly("hostname \"alpha\"", "\tsv_cheats 0");
    assertThat(blueprint.overlays())
        .containsExactly(
            new Blueprint.Overlay("competitive/zonemod", Optional.of("zonemod")),
            new Blueprint.Overlay("maps", Optional.empty()));
    assertThat(blueprint.source()).isEqualTo(text);
    assertThat(blueprint.layers(Path.of("/r")))
        .containsExactly(
            Path.of("/r/overlays/competitive/zonemod"),
            Path.of("/r/overlays/maps"),
            Path.of("/r/installation"));
  }

  @Test
  void aPortIsEnough() throws Exception {
    Blueprint blueprint = Blueprint.parse("port: 1", "b");
    assertThat(blueprint.arguments()).isEmpty();
    assertThat(blueprint.config()).isEmpty();
    assertThat(blueprint.layers(Path.of("/r"))).isEqualTo(List.of(Path.of("/r/installation")));
  }

  /** Line, key, what was expected. In the texts, ; stands for a new line and ' for a quote. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "''                                        | 1 | expected keys",
        "arguments: []                             | 1 | port: missing; expected an integer from 1 to 65535",
        "port: 0                                   | 1 | port: expected an integer from 1 to 65535, found '0'",
        "port: 65536                               | 1 | port: expected an integer",
        "port: -1                                  | 1 | port: expected an integer",
        "port: 0x10                                | 1 | port: expected an integer",
        "port: '27015'                             | 1 | port: expected an integer",
        "port: 99999999999                         | 1 | port: expected an integer",
        "port: [1]                                 | 1 | port: expected an integer",
        "port: 1;prot: 2                           | 2 | unknown key prot; a blueprint: expected keys arguments, config, overlays, port",
        "port: 1;port: 2                           | 2 | key port stands twice",
        "port: 1;arguments: -tickrate              | 2 | arguments: expected a list of strings",
        "port: 1;arguments: [a,;  100]             | 3 | arguments: expected a string of one line (a number, true, false or null goes in quotes), found '100'",
        "port: 1;arguments: [[a]]                  | 2 | arguments: expected a string",
        "port: 1;config:;  - a;  - true            | 4 | config: expected a string",
        "port: 1;config:;  - hostname: x           | 3 | one line (what has a colon and a blank goes in quotes), found a key with a value",
        "port: 1;config: {a: b}                    | 2 | config: expected a list of strings",
        "port: 1;overlays: maps                    | 2 | overlays: expected a list of path and alias",
        "port: 1;overlays: [maps]                  | 2 | overlays: expected keys alias, path, found 'maps'",
        "port: 1;overlays:;  - alias: a            | 3 | overlays: path is missing",
        "port: 1;overlays:;  - path: maps;    name: x | 4 | unknown key name; overlays: expected keys alias, path",
        "port: 1;overlays:;  - path: ../maps       | 3 | overlays: path: expected a folder below overlays/",
        "port: 1;overlays:;  - path: a/../b        | 3 | overlays: path: expected a folder",
        "port: 1;overlays:;  - path: /etc          | 3 | overlays: path: expected a folder",
        "port: 1;overlays:;  - path: 'a:b'         | 3 | overlays: path: expected a folder",
        "port: 1;overlays:;  - path: .             | 3 | overlays: path: expected a folder",
        "port: 1;overlays:;  - path: ./            | 3 | overlays: path: expected a folder",
        "port: 1;overlays:;  - path: /             | 3 | overlays: path: expected a folder",
        "port: 1;overlays:;  - path: //maps        | 3 | overlays: path: expected a folder",
        "port: 1;overlays:;  - path: ./../maps/    | 3 | overlays: path: expected a folder",
        "port: 1;overlays:;  - path: 2524204971    | 3 | characters (a number, true, false or null goes in quotes), found '2524204971'",
        "port: 1;overlays:;  - path: true          | 3 | goes in quotes), found 'true'",
        "port: 1;overlays:;  - path: 'a:b'         | 3 | control characters, found 'a:b'",
        "port: 1;overlays:;  - path: a;    alias: 123 | 4 | first (a number, true, false or null goes in quotes), found '123'",
        "port: 1;overlays:;  - path: a;    alias: null | 4 | goes in quotes), found 'null'",
        "port: 1;overlays:;  - path: ''            | 3 | overlays: path: expected a folder",
        "port: 1;overlays:;  - path: a;    alias: A | 4 | overlays: alias: expected 1 to 200",
        "port: 1;overlays:;  - path: a;    alias: -a | 4 | overlays: alias: expected 1 to 200",
        "port: 1;overlays:;  - path: a;    alias: a.b | 4 | overlays: alias: expected 1 to 200",
        "port: 1;overlays:;  - {path: a, alias: x};  - {path: b, alias: x} | 4 | alias x is used twice",
        "port: 1;overlays:;  - path: a;  - path: a | 4 | overlays: path a is in this list twice",
        "port: 1;overlays:;  - path: a/;  - path: ./a | 4 | overlays: path a is in this list twice",
        "port: 1;overlays:;  - path: ./a;  - path: a//b | 4 | overlays: path a/b overlaps with a",
        "port: 1;overlays:;  - path: a;  - path: a/b | 4 | overlays: path a/b overlaps with a",
        "port: !!java.net.URL [a]                  | 1 | port: expected an integer",
        "!!java.net.URL {port: 1}                  | 1 | a blueprint: expected keys",
        "port: 1;config: [                         | 2 | cannot be read as YAML: ",
        "port: 1;config: *nobody                   | 2 | cannot be read as YAML: ",
        "- port                                    | 1 | a blueprint: expected keys",
      })
  void aBrokenBlueprintIsRefusedWithLineKeyAndWhatWasExpected(
      String text, int line, String problem) {
    assertThatThrownBy(() -> Blueprint.parse(text.strip().replace(';', '\n'), "alpha.yaml"))
        .isInstanceOfSatisfying(BlueprintException.class, e -> assertThat(e.line()).hasValue(line))
        .hasMessageStartingWith("alpha.yaml:" + line + ": ")
        .hasMessageContaining(problem)
        .message()
        .doesNotContain("\n");
  }

  /** Shells complete a folder with a slash at its end. */
  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a/b/", "./a/b", "a//b", "a/./b", ".//a/./b//."})
  void aPathIsTheSameHoweverItIsWritten(String path) throws Exception {
    Blueprint blueprint = Blueprint.parse("port: 1\noverlays: [{path: %s}]".formatted(path), "b");
    assertThat(blueprint.overlays())
        .containsExactly(new Blueprint.Overlay("a/b", Optional.empty()));
    assertThat(blueprint.layers(Path.of("/r")).getFirst()).isEqualTo(Path.of("/r/overlays/a/b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\\nb\"", "\"a\\rb\"", "\"a\\0b\"", "\"a\\eb\""})
  void noStringHasAControlCharacter(String scalar) {
    for (String text : List.of("arguments: [%s]", "config: [%s]", "overlays: [{path: %s}]")) {
      assertThatThrownBy(() -> Blueprint.parse("port: 1\n" + text.formatted(scalar), "b"))
          .isInstanceOf(BlueprintException.class)
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  void aBombOfAliasesIsRefusedOrHarmless() {
    StringBuilder bomb = new StringBuilder("port: 1\nconfig:\n  - &a [x,x,x,x,x,x,x,x,x,x]\n");
    for (char c = 'b'; c < 'z'; c++) {
      bomb.append(
          "  - &%c [*%c,*%c,*%c,*%c,*%c]\n".formatted(c, c - 1, c - 1, c - 1, c - 1, c - 1));
    }
    assertThatThrownBy(() -> Blueprint.parse(bomb.toString(), "b"))
        .isInstanceOf(BlueprintException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "? ", "- "})
  void whatIsNestedDeeplyIsRefusedWithItsLine(String opening) {
    String text = "port: 1\nconfig:\n  " + opening.repeat(20_000);
    assertThatThrownBy(() -> Blueprint.parse(text, "b"))
        .isInstanceOf(BlueprintException.class)
        .hasMessage(
            "b:3: cannot be read as YAML: lists and keys in one another, more than 10 deep");
  }

  /** One less than the kernel stacks: the installation is a layer, too. */
  @Test
  void moreLayersThanTheKernelStacksAreRefusedWithTheLineOfTheFirstTooMany() throws Exception {
    StringBuilder text = new StringBuilder("port: 1\noverlays:\n");
    for (int i = 1; i <= 499; i++) {
      text.append("  - path: map").append(i).append('\n');
    }
    Blueprint most = Blueprint.parse(text.toString(), "b");
    assertThat(new Lowerdirs(most.layers(Path.of("/r")).stream().map(Path::toString).toList()))
        .extracting(lowerdirs -> lowerdirs.paths().size())
        .isEqualTo(Lowerdirs.LIMIT);
    text.append("  - path: one-more\n");
    assertThatThrownBy(() -> Blueprint.parse(text.toString(), "b"))
        .isInstanceOf(BlueprintException.class)
        .hasMessage(
            "b:502: overlays: more than 499; the kernel stacks 500 layers, the installation included");
  }

  @Test
  void anAliasIsAsLongAsItsFilesNameMayBe() throws Exception {
    String text = "port: 1\noverlays: [{path: a, alias: %s}]";
    String longest = "a".repeat(200);
    assertThat(Blueprint.parse(text.formatted(longest), "b").aliases()).containsExactly(longest);
    assertThatThrownBy(() -> Blueprint.parse(text.formatted(longest + "a"), "b"))
        .isInstanceOf(BlueprintException.class)
        .hasMessageStartingWith("b:2: overlays: alias: expected 1 to 200 of ");
  }

  @Test
  void whatIsNotNamedByAFileIsHeldToTheSame() throws Exception {
    byte[] whole = "port: 1\nconfig: ['hostname \"ü\"']\n".getBytes(StandardCharsets.UTF_8);
    assertThat(Blueprint.read(new ByteArrayInputStream(whole), "standard input"))
        .isEqualTo(Blueprint.parse(new String(whole, StandardCharsets.UTF_8), "b"));
    byte[] latin = "port: 1\nconfig: ['ü']\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Blueprint.read(new ByteArrayInputStream(latin), "standard input"))
        .hasMessage("standard input: not a text in UTF-8");
    byte[] large =
        "port: 1\n#".concat("ü".repeat(Blueprint.SIZE_LIMIT / 2)).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Blueprint.read(new ByteArrayInputStream(large), "standard input"))
        .isInstanceOf(BlueprintException.class)
        .hasMessage("standard input: larger than " + Blueprint.SIZE_LIMIT + " bytes");
    try (InputStream closed = InputStream.nullInputStream()) {
      closed.close();
      assertThatThrownBy(() -> Blueprint.read(closed, "standard input"))
          .isInstanceOf(BlueprintException.class)
          .hasMessageStartingWith("standard input: cannot be read: ");
    }
  }

  /** As {@code <(…)} of a shell; it is not opened, which would wait for who writes to it. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void ofAPipeTheTextIsToComeByStandardInput(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> Blueprint.read(pipe))
        .isInstanceOf(BlueprintException.class)
        .hasMessage(pipe + ": not a regular file; give its text by standard input: -");
  }

  @Test
  void aFileThatIsNoneOrTooLargeOrNoTextIsRefused(@TempDir Path folder) throws Exception {
    Path large = Files.write(folder.resolve("large"), new byte[Blueprint.SIZE_LIMIT + 1]);
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'p', (byte) 0xe9});
    assertThatThrownBy(() -> Blueprint.read(folder.resolve("none")))
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> Blueprint.read(folder)).hasMessage(folder + ": a folder, not a file");
    assertThatThrownBy(() -> Blueprint.read(large)).hasMessageContaining("larger than");
    assertThatThrownBy(() -> Blueprint.read(latin)).hasMessageContaining("UTF-8");
  }
}
