package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What user left4me can put around the helper: variables that would have root load, run or write
 * what left4me chose. Each is a trap that leaves a file of root's, if it springs.
 */
final class SurroundingsIT {

  private static final Path TRAPS = Path.of("/var/lib/left4me-traps");
  private static final Path SPRUNG = TRAPS.resolve("sprung");
  private static final Path RUNTIME = StandIn.ROOT.resolve("runtime/surr");
  private static final List<String> PROGRAMS =
      List.of("env", "java", "nsenter", "unshare", "cat", "sh", "command", "bash");

  private static Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    variables.put("LD_PRELOAD", TRAPS + "/none.so");
    variables.put("LD_AUDIT", TRAPS + "/none.so");
    variables.put("LD_DEBUG", "libs");
    variables.put("LD_DEBUG_OUTPUT", SPRUNG + "/ld");
    variables.put("JAVA_TOOL_OPTIONS", "-Xlog:os:file=" + SPRUNG + "/java-tool-options");
    variables.put("JDK_JAVA_OPTIONS", "-Xlog:os:file=" + SPRUNG + "/jdk-java-options");
    variables.put("_JAVA_OPTIONS", "-Xlog:os:file=" + SPRUNG + "/java-options");
    variables.put("CLASSPATH", TRAPS + "/classes");
    variables.put("BASH_ENV", TRAPS + "/rc.sh");
    variables.put("ENV", TRAPS + "/rc.sh");
    variables.put("PATH", TRAPS + "/bin");
    variables.put("LEFT4ME_ROOT", TRAPS + "/root");
    variables.put("LEFT4ME_OVERLAY_PRINT_ONLY", "1");
    return variables;
  }

  @BeforeEach
  void initialize() throws Exception {
    StandIn.installAsLeft4me();
    Files.createDirectories(SPRUNG);
    Files.createDirectories(TRAPS.resolve("bin"));
    Files.writeString(TRAPS.resolve("rc.sh"), "echo > " + SPRUNG + "/rc.$$\n");
    for (String program : PROGRAMS) {
      Path trap = TRAPS.resolve("bin").resolve(program);
      Files.writeString(trap, "#!/bin/dash\necho > " + SPRUNG + "/" + program + ".$$\n");
      Command.run("chmod", "755", trap.toString()).orFail();
    }
    // Were this class taken from there, nothing would start.
    Path main = TRAPS.resolve("classes/left4me/overlay/OverlayMain.class");
    Files.createDirectories(main.getParent());
    Files.writeString(main, "no class at all");
    for (String folder : List.of("upper", "work", "merged")) {
      Files.createDirectories(TRAPS.resolve("root/runtime/surr").resolve(folder));
    }
    Command.run("chmod", "1777", SPRUNG.toString()).orFail();
    Path blueprint = Path.of("/tmp/surr.yaml");
    Files.writeString(blueprint, "port: 27151\n");
    Command.loginAs("left4me", "l4d2ctl", "initialize", "surr", "-f", blueprint + "").orFail();
  }

  @AfterEach
  void remove() throws Exception {
    Command.loginAs("left4me", "l4d2ctl", "delete", "surr").orFail();
    Command.run("rm", "-rf", TRAPS.toString()).orFail();
  }

  /** Starts and stops the server as left4me, and asserts that root stepped into no trap. */
  private static void assertNoneSprings() throws Exception {
    busctl("StartUnit", "left4me-server@surr.service");
    await("active");
    assertThat(Findmnt.at(RUNTIME.resolve("merged"))).startsWith("overlay");
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(TRAPS + "");
    busctl("StopUnit", "left4me-server@surr.service");
    await("inactive");
    assertThat(Findmnt.at(RUNTIME.resolve("merged"))).isEmpty();
    for (String unit : List.of("left4me-mount@surr.service", "left4me-umount@surr.service")) {
      busctl("StartUnit", unit);
      // systemctl waits for its own job, which comes after that one.
      Command.run("systemctl", "start", unit).orFail();
    }
    assertThat(ofRoot()).isEmpty();
  }

  private static void busctl(String method, String unit) throws Exception {
    Command.loginAs(
            "left4me",
            "busctl",
            "call",
            "org.freedesktop.systemd1",
            "/org/freedesktop/systemd1",
            "org.freedesktop.systemd1.Manager",
            method,
            "ss",
            unit,
            "replace")
        .orFail();
  }

  /** systemctl itself waits for the job that is under way. */
  private static void await(String state) throws Exception {
    String verb = state.equals("active") ? "start" : "stop";
    Command.run("systemctl", verb, "left4me-server@surr.service").orFail();
    assertThat(Command.run("systemctl", "is-active", "left4me-server@surr.service").out().strip())
        .isEqualTo(state);
  }

  /** The traps that root has stepped into. */
  private static List<String> ofRoot() throws IOException {
    try (Stream<Path> files = Files.list(SPRUNG)) {
      List<String> found = new ArrayList<>();
      for (Path file : files.toList()) {
        if (Files.getOwner(file).getName().equals("root")) {
          found.add(file.getFileName().toString());
        }
      }
      return found;
    }
  }

  private static List<String> assignments() {
    return variables().entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .toList();
  }

  @Test
  void theTrapsSpringWhereRootStepsIntoThem() throws Exception {
    List<String> env = new ArrayList<>(List.of("/usr/bin/env"));
    env.addAll(assignments());
    for (List<String> words :
        List.of(
            List.of("/usr/bin/true"),
            List.of("/usr/bin/bash", "-c", "nsenter"),
            List.of("/usr/bin/java", "-version"))) {
      List<String> command = new ArrayList<>(env);
      command.addAll(words);
      Command.run(command);
    }
    assertThat(ofRoot().stream().map(each -> each.replaceAll("\\.\\d+$", "")).distinct())
        .contains("ld", "rc", "nsenter", "java-tool-options", "jdk-java-options", "java-options");
  }

  @Test
  void inInstanceEnvTheyHaveNoEffectOnRoot() throws Exception {
    Path env = StandIn.ROOT.resolve("instances/surr/instance.env");
    Files.writeString(
        env, "\n" + String.join("\n", assignments()) + "\n", StandardOpenOption.APPEND);
    assertNoneSprings();
  }

  @Test
  void inADropInOfTheUsersTheyHaveNoEffectOnRoot() throws Exception {
    StringBuilder dropIn = new StringBuilder("[Service]\n");
    assignments().forEach(each -> dropIn.append("Environment=").append(each).append('\n'));
    dropIn.append("ExecStartPre=/usr/bin/touch ").append(SPRUNG).append("/drop-in\n");
    Path staged = Path.of("/tmp/surr.conf");
    Files.writeString(staged, dropIn);
    for (String folder : List.of(".config/systemd/user", ".local/share/systemd/user")) {
      for (String unit : List.of("left4me-server@", "left4me-mount@", "left4me-umount@")) {
        Path target = StandIn.ROOT.resolve(folder).resolve(unit + ".service.d");
        Command.loginAs("left4me", "mkdir", "-p", target + "").orFail();
        Command.loginAs("left4me", "cp", staged + "", target + "/surr.conf").orFail();
      }
    }
    // As on a host that had the user before the package gave it a home that it cannot write to.
    home("/usr/share/left4me", StandIn.ROOT.toString());
    try {
      withUserManager(() -> {});
    } finally {
      Command.loginAs("left4me", "rm", "-r", ".config", ".local").orFail();
      home(StandIn.ROOT.toString(), "/usr/share/left4me");
    }
  }

  /** Not by usermod, which does so only while nothing of the user runs. */
  private static void home(String from, String to) throws Exception {
    String change = "/^left4me:/s|:%s:|:%s:|".formatted(from, to);
    Command.run("sed", "-i", change, "/etc/passwd").orFail();
    assertThat(Command.run("getent", "passwd", "left4me").orFail()).contains(":" + to + ":");
  }

  @Test
  void inTheUserManagerTheyHaveNoEffectOnRoot() throws Exception {
    withUserManager(
        () -> {
          List<String> words = new ArrayList<>(List.of("systemctl", "--user", "set-environment"));
          words.addAll(assignments());
          userCommand(words).orFail();
          assertThat(userCommand(List.of("systemctl", "--user", "show-environment")).orFail())
              .contains("LD_PRELOAD=" + TRAPS);
        });
  }

  private interface Action {
    void run() throws Exception;
  }

  /** With a user manager of left4me's, as after a login with a session. */
  private static void withUserManager(Action action) throws Exception {
    String manager = "user@" + uid() + ".service";
    Command.run("systemctl", "start", manager).orFail();
    try {
      userCommand(List.of("systemctl", "--user", "daemon-reload")).orFail();
      action.run();
      assertNoneSprings();
    } finally {
      Command.run("systemctl", "stop", manager).orFail();
    }
  }

  private static String uid() throws Exception {
    return Command.run("id", "-u", "left4me").orFail().strip();
  }

  private static Command userCommand(List<String> words) throws Exception {
    List<String> command = new ArrayList<>(List.of("env", "XDG_RUNTIME_DIR=/run/user/" + uid()));
    command.addAll(words);
    return Command.loginAs("left4me", command.toArray(new String[0]));
  }
}
