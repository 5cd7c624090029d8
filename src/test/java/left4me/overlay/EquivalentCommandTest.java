package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EquivalentCommandTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "/a/B-c_d.e:f=g@h%i+j/0, /a/B-c_d.e:f=g@h%i+j/0",
        "\"\", ''",
        "a b, 'a b'",
        "a$b, 'a$b'",
        "a\\b, 'a\\b'",
        "a~b, 'a~b'",
        "\u00e4, '\u00e4'",
        "a'b, 'a'\"'\"'b'",
      })
  void quotesForAShell(String word, String quoted) {
    assertThat(EquivalentCommand.quote(word)).isEqualTo(quoted);
  }
}
