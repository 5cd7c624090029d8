package left4me.host;

import java.util.OptionalInt;

/**
 * A blueprint that is refused. Nothing was written.
 *
 * <p>The message is one line: the file, the line where the parser knows it, the key, and what was
 * expected there.
 */
public final class BlueprintException extends HostException {

  private static final long serialVersionUID = 1;

  private final int line;

  BlueprintException(String source, String problem) {
    super(source + ": " + problem);
    this.line = 0;
  }

  BlueprintException(String source, int line, String problem) {
    super(source + ":" + line + ": " + problem);
    this.line = line;
  }

  /** The line that is wrong, counted from 1, where it is known. */
  public OptionalInt line() {
    return line == 0 ? OptionalInt.empty() : OptionalInt.of(line);
  }
}
