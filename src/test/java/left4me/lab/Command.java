package left4me.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err its diagnostics
 */
public record Command(int status, String out, String err) {

  private static final int LIMIT_SECONDS = 120;

  /** Runs a program as the user of this process, and waits for it. */
  public static Command run(String... words) throws IOException, InterruptedException {
    return run(List.of(words));
  }

  /** Runs a program as the user of this process, and waits for it. */
  public static Command run(List<String> words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .redirectInput(Path.of("/dev/null").toFile())
            .directory(Path.of("/").toFile())
            .start();
    // A thread for each: the common pool has one alone on two processors, and much output would
    // fill its pipe.
    CompletableFuture<String> err =
        CompletableFuture.supplyAsync(() -> text(process, true), Thread::startVirtualThread);
    CompletableFuture<String> out =
        CompletableFuture.supplyAsync(() -> text(process, false), Thread::startVirtualThread);
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("still running after " + LIMIT_SECONDS + " s: " + words);
    }
    try {
      return new Command(process.exitValue(), out.get(), err.get());
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  /**
   * Runs a program in a login session of another user, from root: what a person at a terminal is.
   */
  public static Command loginAs(String user, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("su", "-", "-s", "/bin/sh", user, "-c"));
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append('\'').append(word.replace("'", "'\\''")).append("' ");
    }
    command.add(line.toString());
    return run(command);
  }

  private static String text(Process process, boolean error) {
    try {
      return new String(
          (error ? process.getErrorStream() : process.getInputStream()).readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** What it printed, after it succeeded. */
  public String orFail() {
    if (status != 0) {
      throw new AssertionError("status " + status + ": " + err + out);
    }
    return out;
  }
}
