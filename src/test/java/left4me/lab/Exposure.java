package left4me.lab;

import java.io.IOException;

/** How systemd rates a unit's sandbox. */
public final class Exposure {

  private Exposure() {}

  /** {@code systemd-analyze security}: 0 is tight, 10 is open. */
  public static double of(String unit) throws IOException, InterruptedException {
    String overall =
        Command.run("systemd-analyze", "security", "--no-pager", unit)
            .orFail()
            .lines()
            .filter(line -> line.contains("Overall exposure level"))
            .findFirst()
            .orElseThrow();
    return Double.parseDouble(overall.replaceAll(".*: ([0-9.]+) .*", "$1"));
  }
}
