package left4me.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A line of a shell that runs at a terminal of its own, at which a test types and reads. */
final class Pty implements AutoCloseable {

  /** Ctrl-C. */
  static final String INTERRUPT = "\u0003";

  private static final String LIMIT_SECONDS = "180";

  private final Process process;
  private final InputStream output;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private int consumed;

  private Pty(Process process) {
    this.process = process;
    this.output = process.getInputStream();
  }

  /** Runs a line as root, or in a login of another user. */
  static Pty run(String user, String line) throws IOException {
    String inner = "trap : INT; " + line;
    String script = "exec script -qec '" + inner.replace("'", "'\\''") + "' /dev/null";
    ProcessBuilder command =
        new ProcessBuilder(
            "timeout", LIMIT_SECONDS, "su", "-", "-s", "/bin/sh", user, "-c", script);
    command.environment().put("TERM", "xterm");
    command.directory(Path.of("/").toFile());
    return new Pty(command.redirectErrorStream(true).start());
  }

  /** Reads until a text was printed, after what was waited for before; the limit ends the wait. */
  String await(String text) throws IOException {
    while (true) {
      String printed = read.toString(StandardCharsets.UTF_8).substring(consumed);
      int found = printed.indexOf(text);
      if (found >= 0) {
        consumed += found + text.length();
        return printed.substring(0, found + text.length());
      }
      int next = output.read();
      if (next < 0) {
        throw new AssertionError("ended without '" + text + "': " + printed);
      }
      read.write(next);
      // Whole characters alone.
      while (output.available() > 0 && (next & 0x80) != 0) {
        next = output.read();
        read.write(next);
      }
    }
  }

  void type(String text) throws IOException {
    OutputStream keyboard = process.getOutputStream();
    keyboard.write(text.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  /**
   * Types at the terminal of that name what is not to be seen there, once it is not echoed any
   * more: whoever asks for a password throws away what was typed before that.
   */
  void typeUnseen(String terminal, String text) throws IOException, InterruptedException {
    String unseen = "until stty -F " + terminal + " -a | grep -q ' -echo '; do :; done";
    Command.run("timeout", LIMIT_SECONDS, "sh", "-c", unseen).orFail();
    type(text);
  }

  /** All that was printed, once it has ended. */
  String all() throws IOException, InterruptedException {
    output.transferTo(read);
    process.waitFor();
    return read.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
