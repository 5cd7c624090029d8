package left4me.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A place in a shell's line that its process comes to and does not pass until it is let through.
 * For root, and for processes of all users that see its folder.
 */
public final class Turnstile implements AutoCloseable {

  private final Path folder;

  /** Makes one, below {@code /run}. */
  public Turnstile() throws IOException, InterruptedException {
    folder = Files.createTempDirectory(Path.of("/run"), "turnstile");
    Command.run("chmod", "755", folder.toString()).orFail();
    for (String fifo : new String[] {"arrived", "pass"}) {
      Command.run("mkfifo", "--mode=666", folder.resolve(fifo).toString()).orFail();
    }
  }

  /** Where it is; a sandbox has to have it. */
  public Path folder() {
    return folder;
  }

  /** What takes a shell through it. */
  public String commands() {
    return "echo > %s/arrived; read word < %s/pass".formatted(folder, folder);
  }

  /** Waits until a process has come here. */
  public void awaitArrival() throws IOException {
    Files.readString(folder.resolve("arrived"));
  }

  /** Lets the process pass that has come here, or comes. */
  public void letPass() throws IOException {
    Files.writeString(folder.resolve("pass"), "on\n");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    Command.run("rm", "-r", folder.toString()).orFail();
  }
}
