package left4me.privilege;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import left4me.lab.Command;
import left4me.lab.StandIn;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** All who try, each with a runner, and those at whom it is aimed. For one class of tests. */
final class Cast implements BeforeAllCallback, AfterAllCallback {

  /** The instance that {@link Role#SERVER} is in. */
  static final String OWN = "it-own";

  /** Another instance, which runs. */
  static final String OTHER = "it-other";

  static final String OTHER_UNIT = "left4me-server@" + OTHER + ".service";

  /** A unit that is none of ours. */
  static final String VICTIM = "it-victim.service";

  /** Files of the tests that all may read. */
  static final Path PLACE = Path.of("/run/it-privilege");

  private static final Path UNITS = Path.of("/run/systemd/system");
  private static final Path OVERLAY = StandIn.ROOT.resolve("overlays/it-runner");
  private static final int CALLS = 27170;

  private final Map<Role, Runner> runners = new EnumMap<>(Role.class);
  private final List<Process> logins = new ArrayList<>();
  private final Secrets secrets = new Secrets();

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Files.createDirectories(PLACE);
    Path program = Files.writeString(PLACE.resolve("runner"), Runner.PROGRAM);
    Command.run("chmod", "755", PLACE.toString(), program.toString()).orFail();
    for (Role role : List.of(Role.ADMIN, Role.STRANGER)) {
      Command.run("useradd", "--create-home", role.user()).orFail();
    }
    Command.run("usermod", "--append", "--groups", "left4me-admin", Role.ADMIN.user()).orFail();
    Command.run("install", "-m", "4755", "/usr/bin/id", PLACE + "/it-id").orFail();
    Command.run("mount", "-o", "remount,suid", "/run").orFail();
    Command.run("perl", "-e", "shmget(0x17171717, 4096, 01666) // exit 1").orFail();
    secrets.hide();
    makeUnits();
    makeServers();
    try (ServerSocket calls = new ServerSocket(CALLS, 10, InetAddress.getLoopbackAddress())) {
      calls.setSoTimeout(90_000);
      startAll();
      while (runners.size() < Role.values().length) {
        Runner runner = new Runner(calls.accept());
        runners.put(runner.role(), runner);
      }
    }
  }

  private static void makeUnits() throws Exception {
    Files.writeString(
        UNITS.resolve(VICTIM),
        """
        [Service]
        ExecStart=/bin/sleep infinity
        # Lets systemd get as far as to ask who wants to mount there, or to move processes there.
        PrivateTmp=yes
        Delegate=yes
        [Install]
        WantedBy=multi-user.target
        """);
    Files.writeString(
        UNITS.resolve("left4me-web.service"),
        """
        [Service]
        Type=exec
        User=left4me
        Environment=IT_SECRET=%s
        LoadCredential=it-secret:%s
        ExecStart=%s %s WEB
        """
            .formatted(Secrets.ENVIRON, Secrets.CREDENTIAL_SOURCE, PLACE.resolve("runner"), CALLS));
    Command.run("systemctl", "daemon-reload").orFail();
    Command.run("systemctl", "start", VICTIM).orFail();
  }

  private void makeServers() throws Exception {
    StandIn.installAsLeft4me();
    Files.createDirectories(OVERLAY);
    Files.copy(PLACE.resolve("runner"), OVERLAY.resolve("it-runner"));
    Files.writeString(
        OVERLAY.resolve("srcds_run"), "#!/bin/sh\nexec ./it-runner " + CALLS + " SERVER\n");
    Command.run("chmod", "755", OVERLAY + "/srcds_run", OVERLAY + "/it-runner").orFail();
    Command.run("chown", "-R", "left4me:left4me", OVERLAY.toString()).orFail();
    initialize(OWN, "port: 27171\noverlays:\n  - {path: it-runner, alias: runner}\n");
    initialize(OTHER, "port: 27172\narguments: [+it_secret, " + Secrets.ARGUMENT + "]\n");
    Command.run("systemctl", "start", OTHER_UNIT).orFail();
    secrets.hideInMergedTree(OTHER);
  }

  private static void initialize(String name, String blueprint) throws Exception {
    Path file = Files.writeString(PLACE.resolve(name + ".yaml"), blueprint);
    Command.loginAs("left4me", "l4d2ctl", "initialize", name, "-f", file.toString()).orFail();
  }

  private void startAll() throws Exception {
    Command.run("systemctl", "start", "left4me-web.service").orFail();
    Command.run("systemctl", "start", "left4me-server@" + OWN + ".service").orFail();
    for (Role role : List.of(Role.LOGIN, Role.ADMIN, Role.STRANGER, Role.ROOT)) {
      String line = "exec " + PLACE.resolve("runner") + " " + CALLS + " " + role;
      logins.add(
          new ProcessBuilder("su", "-", "-s", "/bin/sh", role.user(), "-c", line)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true)
              .redirectOutput(PLACE.resolve(role + ".log").toFile())
              .start());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    for (Runner runner : runners.values()) {
      runner.close();
    }
    for (Process login : logins) {
      login.waitFor();
    }
    for (String name : List.of(OWN, OTHER)) {
      Command.loginAs("left4me", "l4d2ctl", "delete", name).orFail();
    }
    Command.run("systemctl", "stop", VICTIM, "left4me-web.service");
    Files.deleteIfExists(UNITS.resolve(VICTIM));
    Files.deleteIfExists(UNITS.resolve("left4me-web.service"));
    Command.run("systemctl", "daemon-reload").orFail();
    for (Role role : List.of(Role.ADMIN, Role.STRANGER)) {
      Command.run("loginctl", "terminate-user", role.user());
      Command.run("userdel", "--force", "--remove", role.user());
    }
    secrets.remove();
    Command.run("ipcrm", "--shmem-key", "0x17171717");
    Command.run("mount", "-o", "remount,nosuid", "/run").orFail();
    Command.run("rm", "-rf", PLACE.toString(), OVERLAY.toString()).orFail();
  }

  /** Runs a line of the shell as a role; in it stand @OTHER@, @WEB@ for those processes' ids. */
  Answer as(Role role, String commandLine) throws IOException, InterruptedException {
    String line = commandLine;
    if (line.contains("@OTHER@")) {
      line = line.replace("@OTHER@", mainPid(OTHER_UNIT));
    }
    if (line.contains("@WEB@")) {
      line = line.replace("@WEB@", mainPid("left4me-web.service"));
    }
    return Objects.requireNonNull(runners.get(role)).run(line);
  }

  /** Runs several, one after the other, in one go. */
  List<Answer> as(Role role, List<String> commandLines) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder();
    for (String line : commandLines) {
      script.append("( ").append(line).append("\n) 2>&1; echo \"@END@$?\"\n");
    }
    Answer all = as(role, script.toString());
    List<Answer> answers = new ArrayList<>();
    StringBuilder output = new StringBuilder();
    for (String line : all.output().lines().toList()) {
      int end = line.indexOf("@END@");
      if (end < 0) {
        output.append(line).append('\n');
      } else {
        output.append(line, 0, end);
        answers.add(new Answer(Integer.parseInt(line.substring(end + 5)), output.toString()));
        output.setLength(0);
      }
    }
    if (answers.size() != commandLines.size()) {
      throw new IOException("cut short: " + all);
    }
    return answers;
  }

  static String mainPid(String unit) throws IOException, InterruptedException {
    return Command.run("systemctl", "show", "--property=MainPID", "--value", unit).orFail().strip();
  }

  /** A line of the shell, for root. */
  static Command root(String line) throws IOException, InterruptedException {
    return Command.run("/bin/sh", "-c", line);
  }
}
