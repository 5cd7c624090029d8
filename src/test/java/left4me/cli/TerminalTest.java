package left4me.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TerminalTest {

  @Test
  void aServersControlCharactersReachNoTerminal() {
    assertThat(Terminal.harmless("\u001b[31mred\u001b[0m")).isEqualTo("?[31mred?[0m");
    assertThat(Terminal.harmless("\u001b]0;title\u0007")).isEqualTo("?]0;title?");
    assertThat(Terminal.harmless("\u009b31m")).isEqualTo("?31m");
    assertThat(Terminal.harmless("a\rb\u007fc")).isEqualTo("a?b?c");
  }

  /** With them a line shows something else than it says, or turns around what stands before it. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068,
        0x2069
      })
  void norDoWhatTurnsTheOrderOfTextAround(int character) {
    String text = "a" + Character.toString(character) + "b";
    assertThat(Terminal.harmless(text)).isEqualTo("a?b");
  }

  @Test
  void whatAPersonReadsStays() {
    assertThat(Terminal.harmless("ünïcode …\n\tsecond line")).isEqualTo("ünïcode …\n\tsecond line");
    String hebrewAndAJoinedEmoji = "\u05d0\u05d1 \ud83d\udc69\u200d\ud83d\ude80";
    assertThat(Terminal.harmless(hebrewAndAJoinedEmoji)).isEqualTo(hebrewAndAJoinedEmoji);
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
  void aStreamRemembersWhyItCouldNotBeWrittenTo() throws IOException {
    try (FileOutputStream full = new FileOutputStream("/dev/full")) {
      Outlet outlet = written(full, numberOf(Path.of("/dev/full")));
      assertThat(outlet.failure()).hasValue("No space left on device");
      assertThat(outlet.isAbandoned()).isFalse();
    }
  }

  @Test
  void itIsAbandonedWhereNobodyReadsWhateverTheWordsForThat(@TempDir Path temporary)
      throws Exception {
    Path pipe = temporary.toRealPath().resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    // For both ways: the opening of one waits for the other.
    try (RandomAccessFile reader = new RandomAccessFile(pipe.toFile(), "rw");
        FileOutputStream writer = new FileOutputStream(pipe.toFile())) {
      assertThat(written(writer, 0).failure()).isEmpty();
      reader.close();
      OutputStream german = new Translated(writer, "Datenübergabe unterbrochen");
      Outlet outlet = written(german, numberOf(pipe));
      assertThat(outlet.failure()).hasValue("Datenübergabe unterbrochen");
      assertThat(outlet.isAbandoned()).isTrue();
    }
  }

  @Test
  void itIsNotAbandonedByWordsAlone() throws IOException {
    try (OutputStream full = new Translated(new FileOutputStream("/dev/full"), "Broken pipe")) {
      assertThat(written(full, numberOf(Path.of("/dev/full"))).isAbandoned()).isFalse();
    }
  }

  /** As a C library does that speaks another language. */
  private static final class Translated extends FilterOutputStream {

    private final String words;

    Translated(OutputStream out, String words) {
      super(out);
      this.words = words;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw new IOException(words, e);
      }
    }
  }

  private static Outlet written(OutputStream below, int number) {
    Outlet outlet = new Outlet(below, number);
    new Terminal(outlet, outlet, Surroundings.of("", Map.of())).say("x");
    return outlet;
  }

  /** By which this process has that file open. */
  private static int numberOf(Path file) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : open.toList()) {
        if (Files.isSymbolicLink(each) && Files.readSymbolicLink(each).equals(file)) {
          return Integer.parseInt(each.getFileName().toString());
        }
      }
    }
    throw new IOException(file + " is not open");
  }
}
