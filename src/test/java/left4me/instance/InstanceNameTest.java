package left4me.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The grammar of names, against the same as a regular expression. */
final class InstanceNameTest {

  private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  /** A trailing newline, a digit of another script and a letter with a dot above among them. */
  @Test
  void eachCharIsTakenOrNotAtEachPlace() {
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      for (String text : new String[] {"" + c, c + "a", "a" + c, "a" + c + "a"}) {
        assertThat(InstanceName.isValid(text))
            .as("U+%04x in a text of %d", (int) c, text.length())
            .isEqualTo(GRAMMAR.matcher(text).matches());
      }
    }
  }

  @Test
  void aNameHas1To64Chars() {
    for (int length = 0; length < 70; length++) {
      assertThat(InstanceName.isValid("z".repeat(length)))
          .as("%d chars", length)
          .isEqualTo(length >= 1 && length <= 64);
    }
  }

  @Test
  void whatIsNoNameIsRefusedInWords() {
    assertThatThrownBy(() -> new InstanceName("Alpha"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(InstanceName.EXPECTED);
  }
}
