package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import left4me.host.DropIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There is no polkit rule without the units: while the package is removed, and after. */
final class RemovalIT {

  private static final Path RULE = Path.of("/usr/share/polkit-1/rules.d/50-left4me.rules");
  private static final Path REMOVED = Path.of(RULE + ".removed");
  private static final Path TEMPLATE = Path.of("/usr/lib/systemd/system/left4me-server@.service");
  private static final Path WITNESS = Path.of("/run/it-removal-witness");
  private static final String SERVER = "left4me-server@removal.service";
  private static final String RIVAL = "it-removal-rival";
  private static final String MANAGER = "org.freedesktop.systemd1";

  @BeforeEach
  void initialize() throws Exception {
    StandIn.installAsLeft4me();
    Files.writeString(Path.of("/tmp/removal.yaml"), "port: 27201\n");
    Command.loginAs("left4me", "l4d2ctl", "initialize", "removal", "-f", "/tmp/removal.yaml")
        .orFail();
    Command.loginAs("left4me", "l4d2ctl", "start", "removal").orFail();
  }

  /** Whatever became of the package, the tests that follow need it. */
  @AfterEach
  void installAgain() throws Exception {
    Command.run("dpkg", "--purge", RIVAL);
    install();
    Command.loginAs("left4me", "l4d2ctl", "delete", "removal").orFail();
  }

  private static void install() throws Exception {
    try (Stream<Path> built = Files.list(Path.of("target").toAbsolutePath())) {
      Path deb = built.filter(each -> each.toString().endsWith("_all.deb")).findAny().orElseThrow();
      Command.run("dpkg", "--install", deb.toString()).orFail();
    }
  }

  /** Installs a package that ours cannot be configured beside. */
  private static void installRival(Path folder) throws Exception {
    Files.createDirectories(folder.resolve("tree/DEBIAN"));
    Files.writeString(
        folder.resolve("tree/DEBIAN/control"),
        """
        Package: %s
        Version: 1
        Architecture: all
        Maintainer: it <it@localhost>
        Breaks: left4me
        Description: for RemovalIT
        """
            .formatted(RIVAL));
    Path deb = folder.resolve("rival.deb");
    Command.run("dpkg-deb", "--build", folder.resolve("tree").toString(), deb.toString()).orFail();
    // It fails, as ours is left unconfigured.
    Command.run("dpkg", "--auto-deconfigure", "--install", deb.toString());
    Command.run("dpkg-query", "--show", RIVAL).orFail();
  }

  /** polkit sees a rule come and go by itself, some time. */
  private static void awaitRule(boolean there) throws Exception {
    String asks =
        "pkcheck --process $! --action-id org.freedesktop.systemd1.manage-units --detail unit "
            + SERVER
            + " --detail verb start --detail polkit.message"
            + " \"Authentication is required to start '\\$(unit)'.\"";
    String process = "setpriv --reuid=left4me --regid=left4me --init-groups sleep 600 &";
    String wait = there ? "until " : "while ";
    Command.run(
            "bash",
            "-c",
            process
                + " trap \"kill $!\" EXIT;"
                + " until [ \"$(cat /proc/$!/comm)\" = sleep ]; do :; done; "
                + wait
                + asks
                + "; do :; done > /dev/null 2>&1")
        .orFail();
  }

  private static boolean left4meMayStart() throws Exception {
    return Command.loginAs("left4me", call("StartUnit", "ss", SERVER, "replace")).status() == 0;
  }

  private static String[] call(String... method) {
    return Stream.concat(
            Stream.of(
                "busctl",
                "call",
                "--allow-interactive-authorization=no",
                MANAGER,
                "/org/freedesktop/systemd1",
                MANAGER + ".Manager"),
            Stream.of(method))
        .toArray(String[]::new);
  }

  private static String state() throws Exception {
    return Command.run("systemctl", "show", "--property=ActiveState", "--value", SERVER)
        .out()
        .strip();
  }

  @Test
  void theRuleGoesBeforeTheUnitsAndComesBackIfTheRemovalIsGivenUp() throws Exception {
    Command.run("/var/lib/dpkg/info/left4me.prerm", "remove").orFail();
    assertThat(RULE).doesNotExist();
    assertThat(TEMPLATE).exists();
    assertThat(state()).as("servers are stopped").isEqualTo("inactive");
    awaitRule(false);
    assertThat(left4meMayStart()).isFalse();

    Command.run("/var/lib/dpkg/info/left4me.postinst", "abort-remove").orFail();
    assertThat(RULE).isRegularFile();
    awaitRule(true);
    assertThat(left4meMayStart()).isTrue();
  }

  /** Such a job, which whoever may start a server can queue, has systemd refuse the stop. */
  @Test
  void aStartThatIsNotToBeReversedDoesNotKeepTheRemovalFromHappening() throws Exception {
    String stuck = "left4me-server@removal-stuck.service";
    try (DropIn waiting =
        new DropIn(stuck, "[Service]\nExecStartPre=\nExecStartPre=/bin/sleep 600\n")) {
      DropIn.load();
      Command.loginAs("left4me", call("StartUnit", "ss", stuck, "replace-irreversibly")).orFail();

      Command.run("/var/lib/dpkg/info/left4me.prerm", "remove").orFail();

      assertThat(state()).as("servers are stopped").isEqualTo("inactive");
      assertThat(Command.run("systemctl", "list-jobs", "--no-legend", "left4me-*").out())
          .doesNotContain(stuck);
    } finally {
      DropIn.load();
      Command.run("/var/lib/dpkg/info/left4me.postinst", "abort-remove").orFail();
      Command.run("systemctl", "reset-failed", stuck);
    }
  }

  @Test
  void theRuleComesBackWithTheConfigurationThatWasTakenFromThePackage(@TempDir Path folder)
      throws Exception {
    installRival(folder);
    assertThat(RULE).doesNotExist();
    assertThat(TEMPLATE).exists();
    assertThat(state()).as("servers run on").isEqualTo("active");
    awaitRule(false);
    assertThat(left4meMayStart()).isFalse();

    Command.run("dpkg", "--remove", RIVAL).orFail();
    Command.run("dpkg", "--configure", "left4me").orFail();
    assertThat(RULE).isRegularFile();
    assertThat(REMOVED).doesNotExist();
    awaitRule(true);
    assertThat(left4meMayStart()).isTrue();
  }

  @Test
  void whatWasMountedWithoutAServerIsUnmounted() throws Exception {
    Path merged = StandIn.ROOT.resolve("runtime/removal/merged");
    Command.loginAs("left4me", "l4d2ctl", "stop", "removal").orFail();
    Command.run("systemctl", "start", "left4me-mount@removal.service").orFail();
    assertThat(Findmnt.at(merged)).startsWith("overlay");
    Command.run("dpkg", "--remove", "left4me").orFail();
    assertThat(Command.run("findmnt", merged.toString()).out()).isEmpty();
  }

  /** As one does that has a large upper to look through. */
  @Test
  void whatIsStillToMountDoesNotOutlastTheRemoval() throws Exception {
    Path merged = StandIn.ROOT.resolve("runtime/removal/merged");
    Command.loginAs("left4me", "l4d2ctl", "stop", "removal").orFail();
    String slow = "left4me-mount@removal.service";
    try (DropIn waiting = new DropIn(slow, "[Service]\nExecStartPre=/bin/sleep 3\n")) {
      DropIn.load();
      Command.loginAs("left4me", call("StartUnit", "ss", slow, "replace-irreversibly")).orFail();

      Command.run("/var/lib/dpkg/info/left4me.prerm", "remove").orFail();

      assertThat(Command.run("systemctl", "is-active", slow).out()).isNotEqualTo("activating");
      assertThat(Command.run("findmnt", merged.toString()).out()).isEmpty();
    } finally {
      DropIn.load();
      Command.run("/var/lib/dpkg/info/left4me.postinst", "abort-remove").orFail();
      Command.run("systemctl", "reset-failed", slow);
    }
  }

  /** Its owner may move all that it is in, and root unmounts nothing by a path of his. */
  @Test
  void whatWasMovedWhileItWasMountedIsTold() throws Exception {
    Path moved = StandIn.ROOT.resolve("moved");
    Path runtime = StandIn.ROOT.resolve("runtime/removal");
    Command.loginAs("left4me", "mv", runtime.toString(), moved.toString()).orFail();
    try {
      Command removed = Command.run("/var/lib/dpkg/info/left4me.prerm", "remove");
      removed.orFail();
      assertThat(removed.err())
          .contains("left4me: still mounted, umount it: " + moved.resolve("merged"));
    } finally {
      Command.loginAs("left4me", "mv", moved.toString(), runtime.toString()).orFail();
      Command.run("/var/lib/dpkg/info/left4me.postinst", "abort-remove").orFail();
    }
  }

  /** Whatever hinders one unit, the package can be removed. */
  @Test
  void aRemovalNeedsNoUnitOfTheAutostart() throws Exception {
    Path autostart = Path.of("/usr/lib/systemd/system/left4me-autostart.service");
    Files.delete(autostart);
    Command.run("systemctl", "stop", autostart.getFileName().toString());
    Command.run("systemctl", "daemon-reload").orFail();
    Command.run("dpkg", "--remove", "left4me").orFail();
    assertThat(TEMPLATE).doesNotExist();
  }

  /** As a power loss leaves it that comes after prerm: dpkg has noted that it was to be removed. */
  @Test
  void theRuleComesBackWhenARemovalWasCutShort() throws Exception {
    Command.run("/var/lib/dpkg/info/left4me.prerm", "remove").orFail();
    Command.run(
            "sed",
            "-i",
            "/^Package: left4me$/,/^$/"
                + "s/^Status: install ok installed$/Status: deinstall ok half-configured/",
            "/var/lib/dpkg/status")
        .orFail();
    Command.run("dpkg", "--configure", "left4me").orFail();
    assertThat(RULE).isRegularFile();
    assertThat(REMOVED).doesNotExist();
    awaitRule(true);
    assertThat(left4meMayStart()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"configure", "abort-upgrade", "abort-deconfigure", "abort-remove"})
  void aRuleThatWasUnpackedSinceIsNotReplacedByTheOneBefore(String how) throws Exception {
    String rule = Files.readString(RULE);
    Files.writeString(REMOVED, "// of an older version");
    Command.run(
            "env", "DPKG_MAINTSCRIPT_PACKAGE=left4me", "/var/lib/dpkg/info/left4me.postinst", how)
        .orFail();
    assertThat(RULE).hasContent(rule);
    assertThat(REMOVED).doesNotExist();
  }

  @Test
  void afterTheRemovalNobodyHasMoreThanBefore() throws Exception {
    Command.run("dpkg", "--remove", "left4me").orFail();
    assertThat(RULE).doesNotExist();
    assertThat(TEMPLATE).doesNotExist();
    awaitRule(false);
    assertThat(left4meMayStart()).isFalse();
    for (String user : List.of("left4me", "nobody")) {
      Command transientUnit =
          Command.loginAs(
              user,
              call(
                  "StartTransientUnit",
                  "ssa(sv)a(sa(sv))",
                  SERVER,
                  "replace",
                  "1",
                  "ExecStart",
                  "a(sasb)",
                  "1",
                  "/bin/touch",
                  "2",
                  "/bin/touch",
                  WITNESS.toString(),
                  "false",
                  "0"));
      assertThat(transientUnit.status()).as(user).isNotZero();
    }
    assertThat(state()).isEqualTo("inactive");
    assertThat(WITNESS).doesNotExist();
  }
}
