package left4me.lab;

import static left4me.lab.FuseEraHost.ALPHA;
import static left4me.lab.FuseEraHost.ALPHAS_PORT;
import static left4me.lab.FuseEraHost.BETA;
import static left4me.lab.FuseEraHost.ELSEWHERE;
import static left4me.lab.FuseEraHost.KEPT;
import static left4me.lab.FuseEraHost.MARK;
import static left4me.lab.FuseEraHost.RUNTIME;
import static left4me.lab.FuseEraHost.UNIT;
import static left4me.lab.FuseEraHost.asLeft4me;
import static left4me.lab.FuseEraHost.assertDone;
import static left4me.lab.FuseEraHost.migrate;
import static left4me.lab.FuseEraHost.property;
import static left4me.lab.FuseEraHost.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import left4me.lab.FuseEraHost.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The migration from fuse-overlayfs, by its unit: what it does, and that it does it once. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MigrationIT {

  @RegisterExtension static final FuseEraHost HOST = new FuseEraHost();

  private static final List<String> BOTH_DONE =
      List.of("alpha: upper and work emptied", "beta: upper and work emptied");

  private static void assertEmptied(Path instance) throws Exception {
    for (String folder : List.of("upper", "work", "merged")) {
      assertThat(instance.resolve(folder)).isEmptyDirectory();
    }
    String owners = shell("cd " + instance + " && stat -c %U:%G . upper work merged");
    assertThat(owners.lines()).containsOnly("left4me:left4me");
  }

  @Test
  void theServersAndTheWebTierAreStoppedWhateverTheirUnitFile() throws Exception {
    Path web = Path.of("/run/systemd/system/left4me-web.service");
    Path old = Path.of("/etc/systemd/system/left4me-server@itold.service");
    Path failing = Path.of("/etc/systemd/system/left4me-server@itfailing.service");
    String again = "\nRestart=always\nRestartSec=0\n";
    Files.writeString(web, "[Service]\nUser=left4me\nExecStart=/bin/sleep infinity" + again);
    Files.writeString(old, "[Service]\nExecStart=/bin/sleep infinity" + again);
    Files.writeString(failing, "[Service]\nExecStart=/bin/false\nRestart=always\nRestartSec=3\n");
    List<String> units =
        List.of(
            "left4me-web.service",
            "left4me-server@alpha.service",
            "left4me-server@itold.service",
            "left4me-server@itfailing.service");
    try {
      shell("systemctl daemon-reload");
      Command.run("l4d2ctl", "start", "alpha").orFail();
      shell("systemctl start left4me-web.service left4me-server@itold.service");
      Command.run("systemctl", "start", "left4me-server@itfailing.service");
      for (String unit : units) {
        assertThat(property(unit, "ActiveState")).as(unit).isIn("active", "activating");
      }
      assertThat(property(units.get(2), "Slice")).isNotEqualTo("left4me.slice");

      assertDone(migrate());

      // One that waits for systemd's next try is activating.
      for (String unit : units) {
        assertThat(property(unit, "ActiveState")).as(unit).isIn("inactive", "failed");
      }
      assertThat(shell("systemctl list-jobs --no-legend")).doesNotContain(units);
    } finally {
      shell("systemctl stop 'left4me-web.*' 'left4me-server@it*.service'");
      shell("rm " + web + " " + old + " " + failing + "; systemctl daemon-reload");
    }
  }

  @Test
  void overlaysThatRemainAreUnmountedOneOnTheOtherToo() throws Exception {
    Path game = StandIn.ROOT.resolve("installation");
    Path maps = StandIn.ROOT.resolve("overlays/maps");
    Path spaced = Files.createDirectories(RUNTIME.resolve("old name/merged"));
    String overlay = "mount -t overlay -o lowerdir=" + maps + ":" + game;
    shell("/usr/libexec/left4me/left4me-overlay mount alpha");
    shell(overlay + " top " + ALPHA + "/merged");
    shell(overlay + " in " + ALPHA + "/merged/left4dead2/cfg");
    shell(
        overlay
            + ",upperdir="
            + BETA
            + "/upper,workdir="
            + BETA
            + "/work hand "
            + BETA
            + "/merged");
    shell(overlay + " old '" + spaced + "'");
    // Over the way to what is mounted below.
    shell(overlay + " cover " + BETA);

    Run run = migrate();

    assertDone(run);
    assertThat(run.lines())
        .contains(
            "alpha: unmounted, upper and work emptied",
            "beta: unmounted, upper and work emptied",
            "'old name' is no instance's name: unmounted, else left as it is");
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(RUNTIME + "/");
    assertEmptied(ALPHA);
    assertEmptied(BETA);
  }

  /** Nobody answers for the second: the daemon was killed, as a lazy unmount was for. */
  @ParameterizedTest
  @ValueSource(strings = {"alive", "killed"})
  void whatFuseOverlayfsHasMountedIsUnmounted(String daemon) throws Exception {
    String options =
        "allow_other,lowerdir=%s/installation,upperdir=%s/upper,workdir=%s/work"
            .formatted(StandIn.ROOT, ALPHA, ALPHA);
    Process fuse =
        new ProcessBuilder("fuse-overlayfs", "-f", "-o", options, ALPHA + "/merged")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      shell("timeout 60 sh -c 'until mountpoint -q " + ALPHA + "/merged; do sleep 0.1; done'");
      shell(
          "cd "
              + ALPHA
              + "/merged && echo > by-fuse && rm -r left4dead2/maps && mkdir left4dead2/maps");
      assertThat(ALPHA.resolve("upper/by-fuse")).exists();
      if (daemon.equals("killed")) {
        fuse.destroyForcibly().waitFor();
        assertThat(Command.run("ls", ALPHA + "/merged").err()).contains("not connected");
      }

      Run run = migrate();

      assertDone(run);
      assertThat(run.lines()).contains("alpha: unmounted, upper and work emptied");
      assertThat(Findmnt.at(ALPHA.resolve("merged"))).isEmpty();
      assertEmptied(ALPHA);
      fuse.waitFor();
    } finally {
      fuse.destroyForcibly();
    }
  }

  @Test
  void upperAndWorkAreEmptiedWhateverIsInThemAndNothingElse() throws Exception {
    String modes = "cd " + ALPHA + " && stat -c '%n %a' . upper work merged";
    String settings =
        "cd "
            + StandIn.ROOT
            + " && find instances installation overlays -type f"
            + " -exec sha256sum {} + && find instances installation overlays -printf '%p %M %u %t\\n'";
    String modesBefore = shell(modes);
    String settingsBefore = shell(settings);
    shell("touch " + ALPHA + "/beside");
    shell(
        """
        cd %s/upper
        mkdir -p roots/in full && touch roots/in/file full/file && chmod 0 roots/in roots
        touch locked && chmod 0 locked
        mknod whiteout c 0 0
        mkfifo fifo
        mkdir marked && touch marked/file
        setfattr -n user.fuseoverlayfs.opaque -v y .
        setfattr -n user.fuseoverlayfs.opaque -v y marked
        setfattr -n user.fuseoverlayfs.origin -v y marked/file
        setfacl -m u:nobody:rwx . marked
        ln -s %s link && ln -s /nowhere dangling
        touch "$(printf 'new\\nline')" "$(printf 'no \\377 utf8')" .hidden ..twice
        perl -e 'for (1 .. 5000) { mkdir "d" or die; symlink("/etc", "link"); chdir "d" or die }'
        cd ../work
        mkdir -p work/index incompat/volatile && touch work/index/file && chmod 0 work
        setfattr -n trusted.left4me.clean -v x .
        """
            .formatted(ALPHA, ELSEWHERE));

    Run run = migrate();

    assertDone(run);
    assertThat(run.lines()).containsAll(BOTH_DONE);
    assertEmptied(ALPHA);
    assertEmptied(BETA);
    assertThat(shell(modes)).isEqualTo(modesBefore);
    assertThat(shell("getfattr --absolute-names -m - " + ALPHA + "/upper " + ALPHA + "/work"))
        .isEmpty();
    assertThat(shell(settings)).isEqualTo(settingsBefore);
    assertThat(ALPHA.resolve("beside")).exists();
    assertThat(KEPT).exists();
  }

  @Test
  void whoeverMayWriteToTheInstanceMayWriteToItsFolders() throws Exception {
    shell("chmod 2770 " + ALPHA);
    assertDone(migrate());
    assertThat(shell("cd " + ALPHA + " && stat -c %a upper work").lines()).containsOnly("2770");
  }

  /** Anybody may have them in a namespace of his own. */
  @Test
  void aProcessThatHasThousandsOfMounts() throws Exception {
    Path folder = Path.of("/srv/it-mounts");
    Process other =
        new ProcessBuilder(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "perl",
                "-e",
                """
                mkdir $_ and chdir $_ or die for "%s", map { "x" x 200 } 1 .. 15;
                my $mount = (`uname -m` =~ /x86_64/) ? 165 : 40;
                for (1 .. 5_000) { syscall($mount, my $f = ".", my $t = ".", 0, 4096, 0) and die }
                exec "sleep", "infinity";
                """
                    .formatted(folder))
            .start();
    try {
      shell("timeout 60 sh -c 'until grep -q sleep /proc/" + other.pid() + "/comm; do :; done'");
      assertDone(migrate());
    } finally {
      other.destroyForcibly().waitFor();
      shell("rm -rf --one-file-system " + folder);
    }
  }

  /** What is written while nothing is mounted is not in upper. */
  @Test
  void whatIsInMergedStaysAndIsSaid() throws Exception {
    asLeft4me("touch " + ALPHA + "/merged/file");
    Run run = migrate();
    assertDone(run);
    assertThat(run.lines())
        .contains("alpha: upper and work emptied; merged is not empty, and what is in it stays");
    assertThat(ALPHA.resolve("merged/file")).exists();
  }

  @Test
  void whatIsNoInstanceIsSkippedAndSaid() throws Exception {
    asLeft4me(
        "cd "
            + RUNTIME
            + " && mkdir -p 'Not One/upper' .gone.removed && touch 'Not One/upper/file'");
    Run run = migrate();
    assertDone(run);
    assertThat(run.lines())
        .contains(
            "'Not One' is no instance's name: left as it is",
            "'.gone.removed' is no instance's name: left as it is");
    assertThat(RUNTIME.resolve("Not One/upper/file")).exists();
  }

  @Test
  void anotherRunDoesNothing() throws Exception {
    assertDone(migrate());
    Command.run("l4d2ctl", "start", "alpha").orFail();
    asLeft4me("touch " + ALPHA + "/merged/afterwards " + BETA + "/upper/afterwards");
    String server = property("left4me-server@alpha.service", "InvocationID");

    Run again = migrate();

    assertThat(again.status()).isZero();
    assertThat(again.lines()).isEmpty();
    assertThat(property("left4me-server@alpha.service", "ActiveState")).isEqualTo("active");
    assertThat(property("left4me-server@alpha.service", "InvocationID")).isEqualTo(server);
    assertThat(shell("/usr/libexec/left4me/left4me-migrate"))
        .isEqualTo("Nothing is done: this host is migrated, " + MARK + " says\n");
    assertThat(ALPHA.resolve("upper/afterwards")).exists();
    assertThat(BETA.resolve("upper/afterwards")).exists();
  }

  /** At one call after the other of those that change something, but for the mark. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unlinkat 1",
        "unlinkat 12",
        "unlinkat 30",
        "renameat2 1",
        "renameat2 7",
        "mkdirat 1",
        "mkdirat 2",
        "mkdirat 3",
        "mkdirat 4",
        "mkdirat 5",
        "syncfs 1",
        "syncfs 2",
        "umount2 1",
        "umount2 2"
      })
  void aRunThatIsKilledIsCompletedByTheNext(String call) throws Exception {
    shell("cd " + ALPHA + "/upper && mkdir -p a/b/c/d/e/f/g/h/i b/c/d && touch a/1 a/b/2 b/c/3");
    shell("cd " + ALPHA + "/upper && touch 1 2 3 4 5 6 7 8 9");
    for (String name : List.of("alpha", "beta")) {
      shell("/usr/libexec/left4me/left4me-overlay mount " + name);
    }
    String[] which = call.split(" ", -1);
    String inject = "inject=" + which[0] + ":signal=KILL:when=" + which[1];
    Command cut =
        Command.run(
            "strace",
            "-f",
            "-qq",
            "-o",
            "/run/it-strace",
            "-e",
            "trace=" + which[0],
            "-e",
            inject,
            "/usr/libexec/left4me/left4me-migrate");
    assertThat(cut.status()).as(cut.toString()).isEqualTo(137);
    assertThat(MARK).doesNotExist();
    assertThat(cut.out()).doesNotContain("beta: ");

    assertDone(migrate());

    assertEmptied(ALPHA);
    assertEmptied(BETA);
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(RUNTIME + "/");
  }

  /** It may have been started since: a run that refused another instance is no reason to wait. */
  @Test
  void whatAServerHasWrittenSinceItWasMigratedStays() throws Exception {
    asLeft4me("mv " + BETA + "/work " + BETA + "/aside && touch " + BETA + "/work");
    Run refused = migrate();
    assertThat(refused.status()).isNotZero();
    assertThat(refused.lines()).contains("alpha: upper and work emptied");
    Command.run("l4d2ctl", "start", "alpha").orFail();
    asLeft4me("touch " + ALPHA + "/merged/since");
    asLeft4me("rm " + BETA + "/work");

    Run run = migrate();

    assertDone(run);
    assertThat(run.lines())
        .contains(
            "alpha: done by an earlier run, and left as it is", "beta: upper and work emptied");
    assertThat(ALPHA.resolve("upper/since")).exists();
    assertEmptied(BETA);
    assertThat(Path.of(MARK + ".part")).doesNotExist();

    shell("rm " + MARK);
    assertThat(migrate().lines()).containsAll(BOTH_DONE);
  }

  /** As if it had been cut short between the two. */
  @Test
  void aFolderThatARunHasRemovedIsMadeByTheNext() throws Exception {
    shell("cd " + ALPHA + " && rm -r upper work merged");
    assertDone(migrate());
    assertEmptied(ALPHA);
  }

  @Test
  void aServerThatWasRefusedForTheOldMarksStartsAndAnswers() throws Exception {
    shell("setfattr -n user.fuseoverlayfs.origin -v y " + ALPHA + "/upper/written");
    assertThat(Command.run("l4d2ctl", "start", "alpha").err())
        .contains("user.fuseoverlayfs.origin")
        .contains("left4me-migrate.service");

    assertDone(migrate());

    Command.run("l4d2ctl", "start", "alpha").orFail();
    assertThat(A2s.hostname(ALPHAS_PORT)).isEqualTo("it alpha");
  }

  @Test
  void theMarkIsLeft4mesAndTheUnitIsDone() throws IOException, InterruptedException {
    assertDone(migrate());
    assertThat(shell("stat -c '%U:%G %a' " + MARK).strip()).isEqualTo("left4me:left4me 640");
    assertThat(property(UNIT, "Result")).isEqualTo("success");
  }
}
