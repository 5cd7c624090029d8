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

  private BlueprintFile() {}

  static Blueprint read(String file) throws BlueprintException {
    if (!file.equals("-")) {
      return Blueprint.read(Path.of(file));
    }
    try {
      byte[] bytes = System.in.readNBytes(Blueprint.SIZE_LIMIT + 1);
      return Blueprint.parse(new String(bytes, StandardCharsets.UTF_8), "standard input");
    } catch (IOException e) {
      throw new UncheckedIOException("standard input", e);
    }
  }
}
