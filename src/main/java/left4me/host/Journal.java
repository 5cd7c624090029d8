package left4me.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import left4me.systemd.UnitName;

/** The servers' own journal namespace, read with {@code journalctl(1)}. */
final class Journal {

  private static final String NAMESPACE = "left4me";
  private static final int LIMIT_SECONDS = 5;

  private Journal() {}

  /**
   * The last lines that a unit printed in one run. Best effort, as it explains another failure:
   * what cannot be read is left out.
   */
  static List<String> lastLines(UnitName unit, String invocation, int count)
      throws InterruptedException {
    if (invocation.isEmpty()) {
      return List.of();
    }
    ProcessBuilder command =
        new ProcessBuilder(
            "/usr/bin/journalctl",
            "--namespace=" + NAMESPACE,
            "--quiet",
            "--no-pager",
            "--output=cat",
            "--lines=" + count,
            "_SYSTEMD_UNIT=" + unit.value(),
            "_SYSTEMD_INVOCATION_ID=" + invocation);
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
