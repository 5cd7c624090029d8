package left4me.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TerminalTest {

  @Test
  void aServersControlCharactersReachNoTerminal() {
    assertThat(Terminal.harmless("\u001b[31mred\u001b[0m")).isEqualTo("?[31mred?[0m");
    assertThat(Terminal.harmless("\u001b]0;title\u0007")).isEqualTo("?]0;title?");
    assertThat(Terminal.harmless("\u009b31m")).isEqualTo("?31m");
    assertThat(Terminal.harmless("a\rb\u007fc")).isEqualTo("a?b?c");
  }

  @Test
  void whatAPersonReadsStays() {
    assertThat(Terminal.harmless("ünïcode …\n\tsecond line")).isEqualTo("ünïcode …\n\tsecond line");
  }
}
