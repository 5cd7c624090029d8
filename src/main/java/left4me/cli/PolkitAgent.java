package left4me.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * polkit's own agent for terminals, {@code pkttyagent(1)}, at work for this process: it asks the
 * person who called for a password where polkit wants one, as for {@code systemctl(1)}. Where the
 * person's session has an agent already, that one is asked.
 */
final class PolkitAgent implements AutoCloseable {

  private static final int GRACE_SECONDS = 2;

  private final @Nullable Process process;

  private PolkitAgent(@Nullable Process process) {
    this.process = process;
  }

  /**
   * Starts it, if the caller can be asked, and waits until polkit knows it.
   *
   * @param caller user left4me needs none: nobody knows a password of it
   */
  static PolkitAgent ask(Caller caller, Surroundings surroundings) {
    if (caller.ownsFiles() || !surroundings.in()) {
      return new PolkitAgent(null);
    }
    // It works for its parent, which a program in between that executes it does not change. That
    // one has it end with us, however we do.
    ProcessBuilder command =
        new ProcessBuilder(
            "/usr/bin/setpriv",
            "--pdeathsig=TERM",
            "/usr/bin/pkttyagent",
            "--fallback",
            "--notify-fd=1");
    // It speaks to the terminal itself.
    command.redirectInput(Path.of("/dev/null").toFile());
    command.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = command.start();
      // It closes the descriptor when polkit knows it; or it ends, and then nobody is asked.
      process.getInputStream().readAllBytes();
      return new PolkitAgent(process);
    } catch (IOException notThere) {
      return new PolkitAgent(null);
    }
  }

  @Override
  public void close() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
