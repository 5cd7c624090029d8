package left4me.lab;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What findmnt(8) says of a mount point in this process's namespace, which in the lab is PID 1's.
 */
public final class Findmnt {

  private Findmnt() {}

  /** The type and the options, or an empty text if nothing is mounted there. */
  public static String at(Path mountPoint) throws IOException, InterruptedException {
    return Command.run(
            "findmnt",
            "--noheadings",
            "--output",
            "FSTYPE,OPTIONS",
            "--mountpoint",
            mountPoint.toString())
        .out()
        .strip();
  }
}
