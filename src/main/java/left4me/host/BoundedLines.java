package left4me.host;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * The lines of a text that others have a hand in: one that is longer than a bound is left out, and
 * never held.
 *
 * @param reader the text; buffered, as it is read by single characters
 * @param bound how many characters a line may have
 */
record BoundedLines(Reader reader, int bound) {

  /** The next line that is not too long, without its end; empty at the end. */
  Optional<String> next() throws IOException {
    StringBuilder line = new StringBuilder();
    boolean tooLong = false;
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c != '\n') {
        tooLong = tooLong || line.length() >= bound;
        if (!tooLong) {
          line.append((char) c);
        }
      } else if (tooLong) {
        line = new StringBuilder();
        tooLong = false;
      } else {
        return Optional.of(line.toString());
      }
    }
    return line.isEmpty() || tooLong ? Optional.empty() : Optional.of(line.toString());
  }
}
