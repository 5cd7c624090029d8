package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Another process that swaps two names as fast as it can. */
final class Swapper implements AutoCloseable {

  private static final Path PROGRAM =
      Path.of("src/test/resources/left4me/overlay/swapper.pl").toAbsolutePath();

  /** renameat2(2), on x86-64 and in {@code asm-generic/unistd.h}. */
  private static final String CALL =
      System.getProperty("os.arch", "").equals("amd64") ? "316" : "276";

  private final Path path;
  private final Path other;
  private final Process process;
  private final BufferedReader answers;
  private int swaps;

  Swapper(Path path, Path other) throws IOException {
    this.path = path;
    this.other = other;
    process =
        new ProcessBuilder("perl", PROGRAM.toString(), CALL, path.toString(), other.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  /** Waits until it has paused between two swaps. */
  void pause() throws IOException {
    say();
    String answer = answers.readLine();
    assertThat(answer).as("the swapper is still there").isNotNull();
    swaps = Integer.parseInt(String.valueOf(answer));
  }

  /** Has it go on. */
  void goOn() throws IOException {
    say();
  }

  private void say() throws IOException {
    process.getOutputStream().write('.');
    process.getOutputStream().flush();
  }

  /** How many swaps there were up to the last pause. */
  int swaps() {
    return swaps;
  }

  /** While it is paused: puts the two names right, if the first is the other's. */
  void putBack(Object keyOfOther) throws IOException {
    if (keyOfOther.equals(key(path))) {
      Path third = path.resolveSibling("third");
      Files.move(path, third);
      Files.move(other, path);
      Files.move(third, other);
    }
  }

  /** What tells a file from others. */
  static Object key(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor();
    answers.close();
  }
}
