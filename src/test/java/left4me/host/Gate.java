package left4me.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import left4me.lab.Command;

/**
 * A place in an instance's unit that it comes to and does not pass until it is let through. For
 * root.
 */
final class Gate implements AutoCloseable {

  private final Path folder;
  private final DropIn dropIn;

  /**
   * Sets it up after the commands that a setting of the unit has already.
   *
   * @param unit the unit's whole name
   * @param setting such as {@code ExecStartPre}
   */
  Gate(String unit, String setting) throws IOException, InterruptedException {
    folder = Files.createTempDirectory(Path.of("/run"), "gate");
    for (String fifo : new String[] {"arrived", "pass"}) {
      Command.run("mkfifo", folder.resolve(fifo).toString()).orFail();
    }
    dropIn =
        new DropIn(
            unit,
            "[Service]\n%s=+/bin/sh -c 'echo > %s/arrived; read word < %s/pass'\n"
                .formatted(setting, folder, folder));
    DropIn.load();
  }

  /** Waits until the unit has come here. */
  void awaitArrival() throws IOException {
    Files.readString(folder.resolve("arrived"));
  }

  /** Lets the unit pass that has come here, or comes; those after it are not held up any more. */
  void open() throws IOException, InterruptedException {
    dropIn.close();
    DropIn.load();
    Files.writeString(folder.resolve("pass"), "on\n");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    Command.run("rm", "-r", folder.toString()).orFail();
  }
}
