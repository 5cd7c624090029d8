package left4me.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import left4me.lab.Command;

/**
 * A change of an instance's unit for the time of a test, in the place for those that do not outlive
 * a reboot. For root.
 */
final class DropIn implements AutoCloseable {

  private final Path folder;
  private final Path file;

  /**
   * Writes one, made known to systemd by {@link #load}.
   *
   * @param unit the unit's whole name
   * @param content what is in the file
   */
  DropIn(String unit, String content) throws IOException {
    folder = Files.createDirectories(Path.of("/run/systemd/system", unit + ".d"));
    file = Files.writeString(folder.resolve("test.conf"), content);
  }

  static void load() throws IOException, InterruptedException {
    Command.run("systemctl", "daemon-reload").orFail();
  }

  /** Removes it, unless it is removed; known to systemd after the next {@link #load}. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder);
  }
}
