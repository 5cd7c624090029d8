package left4me.cli;

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
    return file.equals("-")
        ? Blueprint.read(System.in, "standard input")
        : Blueprint.read(folder().resolve(file));
  }
}
