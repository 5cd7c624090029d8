package left4me.systemd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Unit files of a test, in the place for those that do not outlive a reboot. For root in a
 * disposable host.
 */
public final class RuntimeUnits {

  private static final Path FOLDER = Path.of("/run/systemd/system");

  /** A program that runs until it is stopped. */
  public static final String FOREVER = "ExecStart=/usr/bin/sleep infinity";

  private final String prefix;
  private final List<Path> files = new ArrayList<>();

  /**
   * Makes none yet.
   *
   * @param test a word for the units' names
   */
  public RuntimeUnits(String test) {
    prefix = "l4m-it-" + test + "-";
  }

  /** Writes a service, made known to systemd by {@link #load}. */
  public UnitName service(String name, String... serviceLines) throws IOException {
    return unit(name + ".service", "[Service]\n" + String.join("\n", serviceLines));
  }

  /** Writes a unit of any type. */
  public UnitName unit(String nameAndType, String content) throws IOException {
    Path file = FOLDER.resolve(prefix + nameAndType);
    Files.createDirectories(FOLDER);
    Files.writeString(file, content + "\n");
    files.add(file);
    // A template is a file, but no unit.
    return new UnitName((prefix + nameAndType).replace("@.", "@template."));
  }

  /** An instance of a template that was written. */
  public UnitName instance(UnitName template, int number) {
    return new UnitName(template.value().replace("@template.", "@" + number + "."));
  }

  /** Has systemd read the files. */
  public void load() throws IOException, InterruptedException {
    run("systemctl", "daemon-reload");
  }

  /** Runs a command that has to succeed, and returns what it printed. */
  public static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + ": " + output);
    }
    return output;
  }

  /** Stops all units and removes their files. */
  public void remove() throws IOException, InterruptedException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    new ProcessBuilder("systemctl", "thaw", prefix + "*")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    run("systemctl", "stop", prefix + "*");
    run("systemctl", "reset-failed");
    load();
  }
}
