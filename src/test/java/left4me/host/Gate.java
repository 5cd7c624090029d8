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
    String program =
        "/bin/sh -c 'echo > %s/arrived; read word < %s/pass'".formatted(folder, folder);
    dropIn =
        new DropIn(
            unit,
            // By way of PID 1's mounts, like the unit's own: its sandbox has another /run.
            "[Service]\n%s=+/usr/bin/nsenter --mount=/proc/1/ns/mnt -- %s\n"
                .formatted(setting, program));
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
    dropIn.close();
    DropIn.load();
    Command.run("rm", "-r", folder.toString()).orFail();
  }
}
