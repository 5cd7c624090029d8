package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What installing the package makes of a Debian 13. On the booted host, as root. */
final class PackageIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/bin/l4d2ctl",
        "/usr/libexec/left4me/left4me-overlay",
        "/usr/libexec/left4me/left4me-migrate",
        "/usr/lib/systemd/system/left4me-migrate.service",
        "/usr/lib/systemd/system/left4me-server@.service",
        "/usr/share/polkit-1/rules.d/50-left4me.rules",
        "/usr/share/dbus-1/system.d/left4me.conf",
        "/usr/lib/sysusers.d/left4me.conf",
        "/usr/lib/tmpfiles.d/left4me.conf",
        "/usr/share/left4me/left4me-host.jar",
        "/usr/share/bash-completion/completions/l4d2ctl",
        "/usr/share/zsh/vendor-completions/_l4d2ctl",
        "/usr/share/doc/left4me/README.md",
        "/usr/share/man/man1/l4d2ctl.1",
        "/usr/share/man/man7/left4me.7",
        "/usr/share/man/man8/left4me-overlay.8",
      })
  void thePathsOfTheContractAreThereAndRoots(String path) throws Exception {
    assertThat(Path.of(path)).isRegularFile();
    assertThat(Files.getOwner(Path.of(path))).hasToString("root");
    assertThat(Command.run("dpkg", "-S", path).orFail()).startsWith("left4me:");
  }

  @Test
  void userGroupAndFoldersAreThere() throws Exception {
    assertThat(Command.run("getent", "passwd", "left4me").orFail())
        .endsWith(":/usr/share/left4me:/usr/sbin/nologin\n");
    assertThat(Command.loginAs("left4me", "touch", "/usr/share/left4me/.profile").status())
        .as("its home is its own to write")
        .isNotZero();
    Command.run("getent", "group", "left4me-admin").orFail();
    for (String folder :
        List.of("", "installation", "overlays", "instances", "runtime", "workshop_cache")) {
      Path path = StandIn.ROOT.resolve(folder);
      assertThat(Files.getOwner(path)).hasToString("left4me");
      assertThat(Command.run("stat", "-c", "%a", path.toString()).out().strip()).isEqualTo("750");
    }
  }

  /**
   * Of a package from before, or of the administrator's own: a user that is there is left as it is.
   */
  @ParameterizedTest
  @ValueSource(strings = {"/var/lib/left4me", "/var/lib/left4me/home"})
  void aHomeThatLeft4meCanWriteToIsToldOfWithTheCure(String home) throws Exception {
    try {
      livesIn(home);
      String hint = Postinst.configure().err();
      assertThat(hint)
          .hasLineCount(2)
          .contains("user left4me has a home that it can write to", "README.md");
      assertThat(Command.run("getent", "passwd", "left4me").orFail()).contains(":" + home + ":");
      // As told: while nothing of it runs.
      Command.run("systemctl", "stop", "left4me-server@*", "user@" + uid() + ".service").orFail();
      Matcher cure = Pattern.compile("usermod --home \\S+ left4me").matcher(hint);
      assertThat(cure.find()).isTrue();
      Command.run(cure.group().split(" ")).orFail();
      assertThat(Command.run("getent", "passwd", "left4me").orFail())
          .contains(":/usr/share/left4me:");
    } finally {
      livesIn("/usr/share/left4me");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/usr/share/left4me", "/var/lib/left4me-web"})
  void noOtherHomeIsToldOf(String home) throws Exception {
    try {
      livesIn(home);
      assertThat(Postinst.configure().err()).isEmpty();
    } finally {
      livesIn("/usr/share/left4me");
    }
  }

  /** Sets what usermod would, which refuses while a process of the user's ends. */
  private static void livesIn(String home) throws Exception {
    String field = "s|^(left4me(:[^:]*){4}):[^:]*:|\\1:" + home + ":|";
    Command.run("sed", "-E", "-i", field, "/etc/passwd").orFail();
  }

  private static String uid() throws Exception {
    return Command.run("id", "-u", "left4me").orFail().strip();
  }

  /** The cache shortens the helper's start; nothing else depends on it. */
  @Test
  void aMissingOrDamagedCacheOfTheHelperIsNotNoticed() throws Exception {
    Path cache = Path.of("/var/cache/left4me/left4me-overlay.aot");
    assertThat(cache).isRegularFile();
    assertThat(Files.getOwner(cache)).hasToString("root");
    try {
      Files.writeString(cache, "damaged");
      assertThat(umountOfNothing()).isEqualTo(new Command(0, "", ""));
      Files.delete(cache);
      assertThat(umountOfNothing()).isEqualTo(new Command(0, "", ""));
    } finally {
      Command.run("/usr/share/left4me/make-cache").orFail();
    }
    assertThat(cache).isRegularFile();
    assertThat(umountOfNothing()).isEqualTo(new Command(0, "", ""));
  }

  private static Command umountOfNothing() throws Exception {
    return Command.run("/usr/libexec/left4me/left4me-overlay", "umount", "nothing");
  }

  @Test
  void systemdTakesTheUnitsWithoutAWord() throws Exception {
    Command verify =
        Command.run(
            "systemd-analyze",
            "verify",
            "--man=no",
            "left4me-server@x.service",
            "left4me-mount@x.service",
            "left4me-umount@x.service",
            "left4me-migrate.service",
            "left4me-autostart.service",
            "left4me.slice");
    assertThat(verify.status()).as(verify.err()).isZero();
    assertThat(verify.err().lines().filter(line -> line.contains("left4me"))).isEmpty();
  }

  @Test
  void polkitAndDbusReadTheirFilesWithoutAnError() throws Exception {
    // Read anew: while the package was unpacked, its user was not there yet.
    Command.run(
            "busctl", "call", "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "ReloadConfig")
        .orFail();
    Command.run("systemctl", "restart", "polkit.service").orFail();
    Journald.sync();
    for (String unit : List.of("dbus.service", "polkit.service")) {
      String journal = Command.run("journalctl", "--boot", "--no-pager", "-u", unit).orFail();
      String since =
          journal.substring(
              Math.max(journal.lastIndexOf("Starting polkit.service"), secondLastReload(journal)));
      assertThat(since.lines())
          .isNotEmpty()
          .noneMatch(
              line ->
                  line.matches(
                      "(?i).*(unknown (user|group)|encountered error|error (comp|load|eval)).*"));
    }
  }

  private static int secondLastReload(String journal) {
    int last = journal.lastIndexOf("Reloaded configuration");
    return last < 0 ? 0 : Math.max(0, journal.lastIndexOf("Reloaded configuration", last - 1));
  }

  /** That of a server before it is ready; from then on it is less, see UnitCallsIT. */
  @ParameterizedTest
  @CsvSource({
    "left4me-server@x.service, 1.4",
    "left4me-mount@x.service, 4.6",
    "left4me-umount@x.service, 3.9",
    "left4me-migrate.service, 3.8",
    "left4me-autostart.service, 0.6",
    "left4me-web.service, 1.3"
  })
  void theSandboxIsAsTightAsItsCeiling(String unit, double ceiling) throws Exception {
    Path base = Path.of("/run/systemd/system/left4me-web.service");
    Files.writeString(base, "[Service]\nUser=left4me\nExecStart=/bin/true\n");
    Command.run("systemctl", "daemon-reload").orFail();
    try {
      assertThat(Exposure.of(unit)).isLessThanOrEqualTo(ceiling);
    } finally {
      Files.delete(base);
      Command.run("systemctl", "daemon-reload").orFail();
    }
  }

  @Test
  void rootBecomesLeft4meBeforeItTouchesAnything() throws Exception {
    Path blueprint = Files.writeString(Path.of("/tmp/roots.yaml"), "port: 27161\n");
    Command.run("l4d2ctl", "initialize", "roots", "-f", blueprint.toString()).orFail();
    Path settings = StandIn.ROOT.resolve("instances/roots");
    assertThat(Files.getOwner(settings)).hasToString("left4me");
    assertThat(Files.getOwner(settings.resolve("instance.env"))).hasToString("left4me");
    Command.run("l4d2ctl", "delete", "roots").orFail();
    assertThat(settings).doesNotExist();
  }

  /** A process of left4me's could read from it what root types next. */
  @ParameterizedTest
  @ValueSource(strings = {"", " > /tmp/terminal.out", " | cat"})
  void rootsTerminalIsNotGivenToLeft4me(String redirection) throws Exception {
    Path report = Path.of("/tmp/terminal.report");
    Files.deleteIfExists(report);
    // In the place of Java: says which terminal it was started with.
    Path witness =
        Files.writeString(
            Path.of("/tmp/witness"),
            "#!/bin/sh\nexec 2>&1\nls -l /proc/$$/fd; ps -o tty= -p $$\nid -un\n");
    Command.run("chmod", "755", witness.toString()).orFail();
    String launcher =
        Files.readString(Path.of("/usr/bin/l4d2ctl"))
            .replaceAll(
                "(?s)exec \"\\$\\{java:\\?}\".*", "exec " + witness + " > /tmp/witness.out\n");
    Path copy = Files.writeString(Path.of("/tmp/l4d2ctl-witness"), launcher);
    Command.run("chmod", "755", copy.toString()).orFail();
    Command.run("rm", "-f", "/tmp/witness.out").orFail();
    String outside =
        Command.run("script", "-qec", "tty > " + report + "; " + copy + redirection, "/dev/null")
            .out();
    String terminal = Files.readString(report).strip();
    assertThat(terminal).as(outside).startsWith("/dev/pts/");
    String inside = Files.readString(Path.of("/tmp/witness.out"));
    assertThat(inside).contains("left4me").doesNotContain(terminal + "\n");
    assertThat(inside.lines().map(String::strip)).doesNotContain(terminal.substring(5));
  }

  /** left4me may have put a folder of root's in the place of one of its own. */
  @Test
  void aBootGivesNoFolderOfRootsToLeft4me() throws Exception {
    Path cache = StandIn.ROOT.resolve("workshop_cache");
    Path aside = StandIn.ROOT.resolve("workshop_cache.aside");
    Files.move(cache, aside);
    try {
      Files.createDirectory(cache);
      Command.run("chmod", "700", cache.toString()).orFail();
      Command.run("systemd-tmpfiles", "--create", "left4me.conf").orFail();
      assertThat(Files.getOwner(cache)).hasToString("root");
      Files.delete(cache);
      Command.run("systemd-tmpfiles", "--create", "left4me.conf").orFail();
      assertThat(Files.getOwner(cache)).hasToString("left4me");
    } finally {
      Files.deleteIfExists(cache);
      Files.move(aside, cache);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "frobnicate", "start", "start ../x", "start A", "initialize x"})
  void wrongUsageIsSaidAndEndsWithStatus2(String arguments) throws Exception {
    Command command =
        Command.run(List.of(("/usr/bin/l4d2ctl " + arguments).strip().split(" ", -1)));
    assertThat(command.status()).isEqualTo(2);
    assertThat(command.err()).isNotEmpty();
    assertThat(command.out()).isEmpty();
  }

  @Test
  void aBrokenBlueprintIsSaidInOneLineAndEndsWithStatus1() throws Exception {
    Path blueprint = Files.writeString(Path.of("/tmp/broken.yaml"), "port: 27161\nprot: 1\n");
    Command command = Command.run("l4d2ctl", "initialize", "broken", "-f", blueprint.toString());
    assertThat(command.status()).isEqualTo(1);
    assertThat(command.err().lines())
        .singleElement()
        .asString()
        .isEqualTo(
            "l4d2ctl: /tmp/broken.yaml:2: unknown key prot; a blueprint: expected keys arguments,"
                + " config, overlays, port");
    assertThat(StandIn.ROOT.resolve("instances/broken")).doesNotExist();
  }
}
