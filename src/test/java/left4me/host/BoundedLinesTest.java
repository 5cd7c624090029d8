package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BoundedLinesTest {

  private static List<String> lines(Reader reader, int bound) throws IOException {
    BoundedLines lines = new BoundedLines(reader, bound);
    List<String> all = new ArrayList<>();
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      all.add(line.get());
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|''",
        "a/bc/|a bc",
        "a/bc|a bc",
        "abc/abcd/de/|abc de",
        "abcd/|''",
        "abcd|''",
        "abcd/abcdefgh/x|x",
      })
  void leavesOutWhatIsLongerThanThree(String text, String left) throws Exception {
    assertThat(String.join(" ", lines(new StringReader(text.replace('/', '\n')), 3)))
        .isEqualTo(left);
  }

  @Test
  void anEmptyLineIsOne() throws Exception {
    assertThat(lines(new StringReader("\n\na\n"), 3)).containsExactly("", "", "a");
  }

  /** A server may log what would not fit into the memory of whoever reads it. */
  @Test
  void aLineWithoutAnEndIsNotHeld() throws Exception {
    Reader endless =
        new Reader() {
          private long left = 3L * Integer.MAX_VALUE / 2;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(char[] buffer, int offset, int length) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void close() {}
        };
    assertThat(lines(endless, 1 << 20)).isEmpty();
  }
}
