package left4me.migration;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import left4me.linux.ProcessEnd;
import left4me.overlay.Fault;
import left4me.overlay.OneLine;
import left4me.overlay.Refusal;
import left4me.overlay.RootSetting;

/**
 * {@code left4me-migrate}: unmounts what fuse-overlayfs left, and empties what the servers wrote.
 *
 * <p>Exit status 0: done, or done before. 1: not or not wholly done, with one line on standard
 * error for each reason; the mark is not left, and the next run does the rest. 2: wrong usage.
 */
public final class MigrationMain {

  private static final String PROGRAM = "left4me-migrate";

  private final Map<String, String> environment;
  private final OutputStream out;
  private final OutputStream err;

  /**
   * @param environment where the settings are: {@code LEFT4ME_ROOT}
   * @param out standard output
   * @param err standard error
   */
  MigrationMain(Map<String, String> environment, OutputStream out, OutputStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the program.
   *
   * @param args none
   * @throws IOException if there is no standard output or error to write to
   */
  public static void main(String[] args) throws IOException {
    int status;
    try (OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err)) {
      status = new MigrationMain(System.getenv(), out, err).run(args);
    }
    ProcessEnd.now(status);
  }

  /**
   * Runs the program.
   *
   * @param args none
   * @return the exit status
   * @throws IOException if standard output or error cannot be written to
   */
  int run(String... args) throws IOException {
    if (args.length != 0) {
      OneLine.write(err, "usage: " + PROGRAM);
      return 2;
    }
    try {
      return new Migration(RootSetting.of(environment), this::say, this::complain).run() ? 0 : 1;
    } catch (Refusal | IOException e) {
      complain(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      complain("internal error: " + Fault.describe(e));
    }
    return 1;
  }

  private void say(String line) throws IOException {
    OneLine.write(out, line);
  }

  private void complain(String line) throws IOException {
    OneLine.write(err, PROGRAM + ": " + line);
  }
}
