package left4me.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The package's postinst, run as dpkg does when it configures the package. For root. */
final class Postinst {

  private static final String SCRIPT = "/var/lib/dpkg/info/left4me.postinst";

  private Postinst() {}

  /**
   * Runs it, which has to succeed.
   *
   * @param version that of the package before, if there was one
   */
  static Command configure(String... version) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(SCRIPT, "configure"));
    words.addAll(Arrays.asList(version));
    return run(words);
  }

  /** Runs it, which has to succeed, and has its shell print each command to standard error. */
  static Command traced() throws IOException, InterruptedException {
    return run(List.of("sh", "-x", SCRIPT, "configure"));
  }

  private static Command run(List<String> script) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of("env", "DPKG_MAINTSCRIPT_PACKAGE=left4me", "DPKG_MAINTSCRIPT_NAME=postinst"));
    words.addAll(script);
    Command command = Command.run(words);
    command.orFail();
    return command;
  }
}
