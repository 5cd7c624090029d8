package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the helper asks of the kernel, told by strace: in each way to mount. */
@ParameterizedClass
@EnumSource(MountWay.class)
class HelperTraceIT {

  /** A call's first path, and the folder that it is relative to, where it has one. */
  private static final Pattern PATH =
      Pattern.compile("^\\d+ +(\\w+)\\((?:(?:AT_FDCWD|\\d+)<([^>]*)>, )?\"([^\"]*)\"(.*)");

  private record Touch(String call, String path, String rest) {}

  private final MountWay way;
  private InstanceFixture instance;

  HelperTraceIT(MountWay way) throws IOException {
    this.way = InstalledHelper.known(way);
  }

  @BeforeEach
  void initialize() throws IOException {
    instance = InstalledHelper.instance(way);
    Files.createDirectories(instance.at("runtime/alpha/upper/folder/in"));
    Files.createFile(instance.at("runtime/alpha/upper/folder/file"));
  }

  @AfterEach
  void remove() throws IOException {
    InstalledHelper.remove(instance);
  }

  private List<String> trace(String calls, String verb) throws IOException {
    Path trace = instance.at("trace");
    ProcessBuilder builder =
        new ProcessBuilder(
            "strace",
            "-f",
            "-y",
            "-s",
            "4096",
            "-e",
            "trace=" + calls,
            "-o",
            trace.toString(),
            "/usr/libexec/left4me/left4me-overlay",
            verb,
            "alpha");
    builder.environment().putAll(instance.environment());
    // The shell that starts the helper looks at where its caller is, and that is not the helper's.
    builder.directory(Path.of("/").toFile());
    builder.environment().put("PWD", "/");
    InstalledHelper.run(builder).assertDone();
    return Files.readAllLines(trace);
  }

  /** Each path that the helper touched by a name of its own, in order. */
  private List<Touch> touches(String verb) throws IOException {
    List<Touch> touches = new ArrayList<>();
    String workingDirectory = "/";
    for (String line : trace("%file,openat2,llistxattr,fchdir", verb)) {
      Matcher call = PATH.matcher(line);
      if (line.contains(" fchdir(")) {
        workingDirectory = line.replaceAll(".*fchdir\\(\\d+<([^>]*)>.*", "$1");
      } else if (call.find() && !call.group(3).isEmpty() && !line.contains("= -1 ENOENT")) {
        String folder = call.group(2) == null ? workingDirectory : call.group(2);
        String path = call.group(3).startsWith("/") ? call.group(3) : folder + "/" + call.group(3);
        touches.add(new Touch(call.group(1), path, call.group(4)));
      }
    }
    assertThat(touches).as("the pattern fits what strace prints").hasSizeGreaterThan(20);
    return touches;
  }

  @Test
  void touchesEachPathAtMostOnceByName() throws IOException {
    Set<String> seen = new HashSet<>();
    for (Touch touch : touches("mount")) {
      boolean byDescriptor = touch.path().endsWith("/.") || touch.path().endsWith("/..");
      // The scan asks about each name, and goes into those that are folders.
      boolean scan = touch.path().startsWith(instance.at("runtime/alpha/upper") + "/");
      if (touch.path().startsWith(instance.root() + "") && !byDescriptor && !scan) {
        assertThat(seen.add(touch.path())).as(touch.toString()).isTrue();
      }
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            instance.root() + "",
            instance.at("runtime") + "",
            instance.at("runtime/alpha") + "",
            instance.at("runtime/alpha/merged") + "",
            instance.at("runtime/alpha/upper") + "",
            instance.at("runtime/alpha/work") + "",
            instance.at("instances") + "",
            instance.at("instances/alpha") + "",
            instance.at("instances/alpha/instance.env") + "",
            instance.at("installation") + "",
            instance.at("overlays") + "",
            instance.at("overlays/top") + "");
  }

  /** The kernel vouches for where it is, so that its path need not be asked for. */
  @Test
  void reachesALayerFromItsFolderForContent() throws IOException {
    List<String> ways =
        trace("openat2", "mount").stream().filter(call -> call.contains("top\"")).toList();
    assertThat(ways).hasSize(1);
    assertThat(ways.getFirst())
        .contains("<" + instance.at("overlays") + ">, \"top\", ")
        .contains("RESOLVE_BENEATH", "RESOLVE_NO_SYMLINKS", "RESOLVE_NO_MAGICLINKS");
  }

  /** So that the kernel need not wait for the other threads when it makes that table larger. */
  @Test
  void opensTheInstanceInATableOfOpenFilesOfItsThreadAlone() throws IOException {
    List<String> calls = trace("unshare,openat2", "mount");
    String unshared = "none was unshared";
    int opened = 0;
    for (String call : calls) {
      String thread = call.substring(0, call.indexOf(' '));
      if (call.contains(" unshare(CLONE_FILES)")) {
        unshared = thread;
      } else if (call.contains(" openat2(") && call.contains("\"" + instance.root() + "\"")) {
        opened++;
        assertThat(thread).as(call).isEqualTo(unshared);
      }
    }
    assertThat(opened).isPositive();
  }

  @Test
  void writesNothingOutsideOfTheInstanceAndNothingBelowTmp() throws IOException {
    for (String verb : List.of("mount", "umount")) {
      for (Touch touch : touches(verb)) {
        assertThat(touch.path()).doesNotMatch("(/var)?/tmp(/.*)?").doesNotContain("hsperfdata");
        boolean writes =
            touch.rest().contains("O_CREAT")
                || touch.call().matches("mkdir.*|unlink.*|rmdir|rename.*|.*link(at)?|chmod.*");
        boolean harmless = touch.call().startsWith("readlink") || touch.path().equals("/dev/null");
        if (writes && !harmless) {
          assertThat(touch.path()).startsWith(instance.at("runtime/alpha/work") + "/");
        }
      }
    }
  }
}
