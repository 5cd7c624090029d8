package left4me.overlay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A root with one initialized instance, {@code alpha}, of two layers. */
final class InstanceFixture {

  static final String NAME = "alpha";

  /**
   * What a run of the helper came to.
   *
   * @param status the exit status
   * @param out standard output, one char a byte
   * @param err standard error, one char a byte
   */
  record Outcome(int status, String out, String err) {

    /** Asserts that it went well in silence. */
    void assertDone() {
      assertThat(this).isEqualTo(new Outcome(0, "", ""));
    }

    /** Asserts that it was refused in one line, and gives the line without what all begin with. */
    String refusal() {
      assertThat(status).as(toString()).isEqualTo(1);
      assertThat(out).isEmpty();
      assertThat(err).startsWith("left4me-overlay: ").endsWith("\n").hasLineCount(1);
      assertThat(err).doesNotContain("internal error").doesNotContainPattern("[\\x00-\\x09\\x7f]");
      return err.substring("left4me-overlay: ".length(), err.length() - 1);
    }
  }

  private final Path root;

  private @Nullable MountWay way;

  private InstanceFixture(Path root) {
    this.root = root;
  }

  /**
   * Makes it.
   *
   * @param root an empty folder
   */
  static InstanceFixture in(Path root) throws IOException {
    InstanceFixture fixture = new InstanceFixture(root.toRealPath());
    for (String folder :
        List.of(
            "installation",
            "overlays/top",
            "instances/alpha",
            "runtime/alpha/upper",
            "runtime/alpha/work",
            "runtime/alpha/merged")) {
      Files.createDirectories(fixture.at(folder));
    }
    fixture.lowerdirs(fixture.at("overlays/top"), fixture.at("installation"));
    return fixture;
  }

  /** Has the helper mount in one way, whatever else the kernel knows. */
  void force(MountWay forced) {
    way = forced;
  }

  /** What the helper's environment is to be. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("LEFT4ME_ROOT", root.toString());
    if (way != null) {
      environment.put("LEFT4ME_OVERLAY_WAY", way.toString());
    }
    return environment;
  }

  /** The root, links resolved. */
  Path root() {
    return root;
  }

  /** A path in the root. */
  Path at(String path) {
    return root.resolve(path);
  }

  /** Writes the settings as they are, one char a byte. */
  void env(String text) throws IOException {
    Files.write(at("instances/alpha/instance.env"), text.getBytes(ISO_8859_1));
  }

  /** Writes the settings with these layers. */
  void lowerdirs(Object... paths) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Object path : paths) {
      texts.add(path.toString());
    }
    env("L4D2_PORT=27015\nL4D2_ARGS=+map x\nL4D2_LOWERDIRS=" + String.join(":", texts) + "\n");
  }

  /** Removes a file, or a folder with all that is in it. */
  void remove(String path) throws IOException {
    try (Stream<Path> paths = Files.walk(at(path))) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Puts a link where something was, and that elsewhere: the link still leads to it. */
  void replaceByLink(String path) throws IOException {
    Path real = at("moved-away");
    Files.move(at(path), real);
    Files.createSymbolicLink(at(path), real);
  }

  /** Runs the helper in this process, printing only. */
  Outcome print(String... args) throws IOException {
    Map<String, String> environment = environment();
    environment.put("LEFT4ME_OVERLAY_PRINT_ONLY", "1");
    return run(environment, args);
  }

  /** Runs the helper in this process. */
  Outcome run(String... args) throws IOException {
    return run(environment(), args);
  }

  /** Runs the helper in this process. */
  static Outcome run(Map<String, String> environment, String... args) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = new OverlayMain(environment, out, err).run(args);
    return new Outcome(status, out.toString(ISO_8859_1), err.toString(ISO_8859_1));
  }

  /** Runs another program, which has to succeed. Names of any bytes are made with its help. */
  static void command(String... words) throws IOException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
    assertThat(process.exitValue()).as(Arrays.toString(words) + output).isZero();
  }

  /** Everything in the root with what would change if it were touched. */
  List<String> snapshot() throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      List<String> lines = new ArrayList<>();
      for (Path path : paths.sorted().toList()) {
        PosixFileAttributes attributes =
            Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        lines.add(
            String.join(
                " ",
                path.toString(),
                String.valueOf(attributes.fileKey()),
                attributes.permissions().toString(),
                attributes.lastModifiedTime().toString(),
                attributes.isDirectory() ? "" : String.valueOf(attributes.size())));
      }
      return lines;
    }
  }
}
