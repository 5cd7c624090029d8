package left4me.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import left4me.host.Blueprint;
import left4me.host.BlueprintException;

/**
 * A blueprint as the command line names it. {@code -} is there for root, who becomes left4me and
 * then cannot read a file of root's.
 */
final class BlueprintFile {

  /** The folder that root was in, whose l4d2ctl is in none. */
  private static final String FOLDER = "L4D2CTL_FOLDER";

  private BlueprintFile() {}

  private static Path folder() {
    String folder = System.getenv(FOLDER);
    return Path.of(folder == null ? "" : folder);
  }

  static Blueprint read(String file) throws BlueprintException {
    if (!file.equals("-")) {
      return Blueprint.read(folder().resolve(file));
    }
    try {
      byte[] bytes = System.in.readNBytes(Blueprint.SIZE_LIMIT + 1);
      return Blueprint.parse(new String(bytes, StandardCharsets.UTF_8), "standard input");
    } catch (IOException e) {
      throw new UncheckedIOException("standard input", e);
    }
  }
}
