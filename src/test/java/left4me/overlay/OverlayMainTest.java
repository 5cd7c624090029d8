package left4me.overlay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import left4me.overlay.InstanceFixture.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayMainTest {

  private InstanceFixture instance;

  @BeforeEach
  void initialize(@TempDir Path root) throws IOException {
    instance = InstanceFixture.in(root);
  }

  @ParameterizedTest
  @MethodSource
  void saysHowItIsUsed(List<String> args) throws IOException {
    assertThat(instance.print(args.toArray(new String[0])))
        .isEqualTo(new Outcome(2, "", "usage: left4me-overlay mount|umount NAME\n"));
  }

  static Stream<List<String>> saysHowItIsUsed() {
    return Stream.of(
        List.of(),
        List.of("mount"),
        List.of("alpha"),
        List.of("unmount", "alpha"),
        List.of("Mount", "alpha"),
        List.of("", "alpha"),
        List.of("mount", "alpha", "beta"),
        List.of("mount", "--", "alpha"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../alpha",
        "alpha/",
        "a/b",
        "/",
        "-alpha",
        "_alpha",
        "Alpha",
        "alpha\n",
        "alpha\0",
        "\nalpha",
        " alpha",
        "alpha ",
        "al.pha",
        "alpha;id",
        "\u00e4",
        "alpha\ufffd",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg"
      })
  void refusesWhatIsNoName(String name) throws IOException {
    for (String verb : List.of("mount", "umount")) {
      assertThat(instance.print(verb, name).refusal())
          .endsWith(
              "' is not an instance's name, which is 1 to 64 of a-z, 0-9, '_' and '-', beginning"
                  + " with a letter or digit");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "0",
        "0a",
        "a-b_c",
        "a-",
        "27015",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg"
      })
  void takesAName(String name) throws IOException {
    assertThat(instance.print("mount", name).refusal())
        .isEqualTo(
            instance.at("runtime/" + name) + " does not exist; initialize the instance first");
  }

  @Test
  void refusesAWrongNameInOneShortLine() throws IOException {
    assertThat(instance.print("mount", "x\n".repeat(100000)).refusal()).hasSizeLessThan(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative", "./x", "~", "/x\n", "/\u00e4", "/x\ufffd", "/x\0"})
  void refusesARootThatIsNoneOrUnclear(String root) throws IOException {
    assertThat(
            InstanceFixture.run(
                    Map.of("LEFT4ME_ROOT", root, "LEFT4ME_OVERLAY_PRINT_ONLY", "1"),
                    "mount",
                    "alpha")
                .refusal())
        .startsWith("LEFT4ME_ROOT");
  }

  @Test
  void refusesAWayThatIsNone() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> environment =
        Map.of("LEFT4ME_ROOT", instance.root().toString(), "LEFT4ME_OVERLAY_WAY", "PAGE");
    assertThat(new OverlayMain(environment, err, err).run("mount", "alpha")).isEqualTo(1);
    assertThat(err.toString(ISO_8859_1))
        .isEqualTo(
            "left4me-overlay: LEFT4ME_OVERLAY_WAY is none of [descriptors, names, page]: 'PAGE'\n");
  }

  @Test
  void refusesARootThatIsMissing() throws IOException {
    assertThat(
            InstanceFixture.run(
                    Map.of("LEFT4ME_ROOT", "/nowhere", "LEFT4ME_OVERLAY_PRINT_ONLY", "1"),
                    "mount",
                    "alpha")
                .refusal())
        .isEqualTo("/nowhere does not exist; initialize the instance first");
  }

  @Test
  void staysAtOneLineWhenItFailsItself() throws IOException {
    // An output that cannot be written to stands for what nobody has thought of.
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new IllegalStateException("two\nlines");
          }
        };
    Map<String, String> environment =
        Map.of("LEFT4ME_ROOT", instance.root().toString(), "LEFT4ME_OVERLAY_PRINT_ONLY", "1");
    int status = new OverlayMain(environment, broken, err).run("mount", "alpha");
    assertThat(status).isEqualTo(1);
    assertThat(err.toString(ISO_8859_1))
        .startsWith(
            "left4me-overlay: internal error: java.lang.IllegalStateException: two\\nlines at ")
        .hasLineCount(1);
  }

  @Test
  void printsTheUnmountWhateverIsThere() throws IOException {
    Outcome expected =
        new Outcome(0, "/bin/umount " + instance.at("runtime/alpha/merged") + "\n", "");
    assertThat(instance.print("umount", "alpha")).isEqualTo(expected);
    Files.delete(instance.at("runtime/alpha/merged"));
    assertThat(instance.print("umount", "alpha")).isEqualTo(expected);
    instance.remove("runtime/alpha");
    assertThat(instance.print("umount", "alpha")).isEqualTo(expected);
  }
}
