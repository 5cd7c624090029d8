package left4me.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
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

  @Test
  void everyWayOfAPersonIsHarmless() {
    Printed printed = new Printed("out err");
    Terminal terminal = printed.terminal();
    terminal.say(Line.of(new Span(Style.BAD, "a\u001b[2Jb")));
    terminal.say("a\u001b[2Jb");
    assertThat(printed.out()).isEqualTo("\u001b[31ma?[2Jb\u001b[0m\na?[2Jb\n");
    terminal.complain("a\u001b[2Jb");
    terminal.hint("a\u001b[2Jb");
    assertThat(printed.err()).isEqualTo("l4d2ctl: a?[2Jb\na?[2Jb\n");
  }

  @Test
  void aProgramGetsWhatItGets() {
    Printed printed = new Printed("");
    printed.terminal().sayRaw("a\u001bb");
    assertThat(printed.out()).isEqualTo("a\u001bb\n");
  }

  @Test
  void theTransientLineGivesWayToALineAndComesBack() {
    Printed printed = new Printed("out err");
    Terminal terminal = printed.terminal();
    terminal.showTransient("working");
    terminal.showTransient("working");
    terminal.complain("oh");
    terminal.showTransient("");
    String shown = "\r\u001b[K\u001b[?7lworking\u001b[?7h";
    assertThat(printed.err())
        .isEqualTo(shown + "\r\u001b[K" + "l4d2ctl: oh\n" + shown + "\r\u001b[K");
  }

  @Test
  void withoutATerminalThereIsNoTransientLine() {
    Printed printed = new Printed("out");
    printed.terminal().showTransient("working");
    printed.terminal().say("done");
    printed.terminal().showTransient("");
    assertThat(printed.err()).isEmpty();
    assertThat(printed.out()).isEqualTo("done\n");
  }

  @Test
  void aStreamRemembersWhyItCouldNotBeWrittenTo() {
    assertThat(broken("Broken pipe").isAbandoned()).isTrue();
    assertThat(broken("No space left on device").isAbandoned()).isFalse();
    assertThat(broken("No space left on device").failure()).hasValue("No space left on device");
  }

  private static Outlet broken(String why) {
    Outlet outlet =
        new Outlet(
            new OutputStream() {
              @Override
              public void write(int single) throws IOException {
                throw new IOException(why);
              }
            });
    new Terminal(outlet, outlet, Surroundings.of("", Map.of())).say("x");
    return outlet;
  }
}
