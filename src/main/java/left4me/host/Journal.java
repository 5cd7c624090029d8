package left4me.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import left4me.systemd.UnitName;

/** The servers' own journal namespace, read with {@code journalctl(1)}. */
final class Journal {

  private static final String NAMESPACE = "left4me";
  private static final int LIMIT_SECONDS = 5;

  private Journal() {}

  /** The last lines that a unit printed in one run. */
  static List<String> lastLines(UnitName unit, String invocation, int count)
      throws InterruptedException {
    return invocation.isEmpty()
        ? List.of()
        : read(count, "_SYSTEMD_UNIT=" + unit.value(), "_SYSTEMD_INVOCATION_ID=" + invocation);
  }

  /** The last lines that a unit printed, in whatever run. */
  static List<String> lastLines(UnitName unit, int count) throws InterruptedException {
    return read(count, "_SYSTEMD_UNIT=" + unit.value());
  }

  /** Best effort, as it explains what is known already: what cannot be read is left out. */
  private static List<String> read(int count, String... matches) throws InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "/usr/bin/journalctl",
                "--namespace=" + NAMESPACE,
                "--quiet",
                "--no-pager",
                "--output=cat",
                "--lines=" + count));
    words.addAll(List.of(matches));
    ProcessBuilder command = new ProcessBuilder(words);
    command.redirectError(ProcessBuilder.Redirect.DISCARD);
    command.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    try {
      Process process = command.start();
      try (BufferedReader lines = process.inputReader()) {
        // A few lines: they fit the pipe, so that the wait comes first and has its limit.
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          return List.of();
        }
        return lines.lines().toList();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return List.of();
    }
  }
}
