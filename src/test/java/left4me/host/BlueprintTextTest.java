package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What YAML lets a text say, and a blueprint is not to. */
final class BlueprintTextTest {

  /** Some hundred kilobytes that say tens of gigabytes. */
  @Test
  void aLongStringThatIsMeantOverAndOverIsRefused() {
    String text = "port: 1\narguments: [&a " + "x".repeat(500_000) + ",*a".repeat(100_000) + "]\n";
    assertThatThrownBy(() -> Blueprint.parse(text, "b"))
        .isInstanceOf(BlueprintException.class)
        .hasMessageStartingWith("b:2: arguments: ")
        .hasMessageContaining("more than " + Blueprint.SIZE_LIMIT + " characters in all");
  }

  @Test
  void aShortOneMayBeMeantAgain() throws Exception {
    Blueprint blueprint = Blueprint.parse("port: 1\nconfig: [&a 'echo', *a, *a]\n", "b");
    assertThat(blueprint.config()).containsExactly("echo", "echo", "echo");
  }

  /** The start reads it from a file, which is measured in bytes. */
  @Test
  void aTextIsAsLargeAsItsFileWillBe() {
    String text = "port: 1\n#" + "ü".repeat(Blueprint.SIZE_LIMIT / 2);
    assertThatThrownBy(() -> Blueprint.parse(text, "b"))
        .isInstanceOf(BlueprintException.class)
        .hasMessage("b: larger than " + Blueprint.SIZE_LIMIT + " bytes");
  }

  /** Half of a character has no bytes: the server would get a question mark. */
  @ParameterizedTest
  @ValueSource(strings = {"arguments: ['%s']", "config: ['%s']", "overlays: [{path: '%s'}]"})
  void halfOfACharacterIsRefused(String key) throws Exception {
    String text = "port: 1\n" + key.replace('\'', '"');
    assertThatThrownBy(() -> Blueprint.parse(text.formatted("a\\uD83Db"), "b"))
        .isInstanceOf(BlueprintException.class)
        .hasMessageStartingWith("b:2: ")
        .hasMessageContaining("half of a character");
    Blueprint.parse(text.formatted("a\\uD83D\\uDE00b"), "b");
  }

  /** What the YAML library refuses by an exception that is none of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"config: [\"\\UFFFFFFFF\"]", "config: !%1"})
  void whatTheLibraryStumblesOverIsRefused(String line) {
    assertThatThrownBy(() -> Blueprint.parse("port: 1\n" + line, "b"))
        .isInstanceOf(BlueprintException.class)
        .hasMessageStartingWith("b: cannot be read as YAML: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'port '", "' port'", "\"port\\n\"", "\"\\tport\""})
  void aKeyThatIsAlmostOneIsUnknown(String key) {
    assertThatThrownBy(() -> Blueprint.parse(key + ": 1", "b"))
        .isInstanceOf(BlueprintException.class)
        .hasMessageStartingWith("b:1: unknown key ");
  }

  /** Each comes back in the message, and would end its line, or begin an order to a terminal. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "port: &\n 1",
        "port: *\n",
        "port: !<\n",
        "%\nport: 1",
        "port: 1\n\"a\\Nb\": 2",
        "port: 1\n\"a\\Lb\": 2",
        "port: 1\n\"a\\Pb\": 2",
        "port: \"\\x9b31m\"",
        "port: \"\\u202e1\"",
        "port: \"1\\u2067\"",
        "port: \"1\\u200f\"",
      })
  void theMessageIsOneLineWhateverIsInTheText(String text) {
    assertThatThrownBy(() -> Blueprint.parse(text, "b"))
        .isInstanceOf(BlueprintException.class)
        .message()
        .doesNotContainPattern("[\\p{IsControl}\\p{IsCf}\\u2028\\u2029]");
  }

  /** A web tier that systemd starts has no other. */
  @Test
  void whereJavaCannotNameAFolderTheLocaleIsBlamed() throws Exception {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Reader.class.getName());
    java.environment().put("LC_ALL", "C");
    Process process = java.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(process.inputReader().readLine())
        .startsWith("BlueprintException: b:2: overlays: path: ")
        .contains("LC_ALL=C.UTF-8");
    assertThat(process.waitFor()).isZero();
  }

  /** Reads a blueprint and says what came of it. */
  static final class Reader {
    public static void main(String[] args) {
      try {
        System.out.println(Blueprint.parse("port: 1\noverlays: [{path: \"\\xfcber\"}]", "b"));
      } catch (BlueprintException | RuntimeException e) {
        System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
      }
    }
  }
}
