package left4me.overlay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineTest {

  @ParameterizedTest
  @CsvSource({
    "'/plain path\\', '/plain path\\'",
    "'/two\nlines', /two\\nlines",
    "'/tab\tbell\u0007del\u007f', /tab\\x09bell\\x07del\\x7f",
    "'/escape\u001b[31m', /escape\\x1b[31m",
    // Latin-1 and so not UTF-8: each such byte is shown.
    "/\u00e4\u00ff, /\\xe4\\xff",
    // UTF-8 is left to be read, but not the control characters among it.
    "/\u00c3\u00a4, /\u00e4",
    "/\u00c3\u00a4\u00c2\u009b, /\u00e4\\x9b",
    // Nor what turns the order of text around, here U+202E.
    "/\u00e2\u0080\u00aecba, /\\u202ecba",
    // Nothing beyond a byte comes from the kernel; in an argument it is shown as unknown.
    "\ufffd, ?",
  })
  void isPrintable(String message, String line) throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    OneLine.write(written, message);
    assertThat(written.toString(UTF_8)).isEqualTo(line + "\n");
    assertThat(written.toString(ISO_8859_1)).containsOnlyOnce("\n");
  }
}
