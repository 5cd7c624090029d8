package left4me.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs as whole processes: from before they are started until they have been waited for. */
final class Program {

  static final String HELPER = "/usr/libexec/left4me/left4me-overlay";
  static final String L4D2CTL = "/usr/bin/l4d2ctl";

  /** Where {@code src/lab/bench} puts the helper of {@code src/lab/yardstick}. */
  static final String YARDSTICK = "/usr/libexec/yardstick/left4me-overlay";

  private static final int LIMIT_MINUTES = 5;
  private static final Path NOTHING = Path.of("/dev/null");

  private Program() {}

  /**
   * Runs one, whose output is of no interest.
   *
   * @throws IOException if it does not end with status 0, with what it said
   */
  static void run(String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .redirectInput(NOTHING.toFile())
            .redirectOutput(Redirect.DISCARD)
            .directory(Path.of("/").toFile())
            .start();
    if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("still running after " + LIMIT_MINUTES + " min: " + List.of(words));
    }
    int status = process.exitValue();
    if (status != 0) {
      String said =
          new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      throw new IOException("status " + status + " of " + List.of(words) + ": " + said);
    }
  }

  /** What the Python host ran for its units, as user left4me. */
  static void systemctl(String verb, List<String> instances)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("sudo", "-n", "/usr/bin/systemctl", verb));
    if (!verb.equals("status")) {
      words.add("--now");
    }
    for (String instance : instances) {
      words.add("yardstick-server@" + instance + ".service");
    }
    run(words.toArray(String[]::new));
  }
}
