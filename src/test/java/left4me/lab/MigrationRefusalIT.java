package left4me.lab;

import static left4me.lab.FuseEraHost.ALPHA;
import static left4me.lab.FuseEraHost.BETA;
import static left4me.lab.FuseEraHost.ELSEWHERE;
import static left4me.lab.FuseEraHost.KEPT;
import static left4me.lab.FuseEraHost.MARK;
import static left4me.lab.FuseEraHost.RUNTIME;
import static left4me.lab.FuseEraHost.asLeft4me;
import static left4me.lab.FuseEraHost.migrate;
import static left4me.lab.FuseEraHost.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import left4me.lab.FuseEraHost.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the migration refuses: it is said in one line, the other instances are migrated, nothing
 * elsewhere is touched, and there is no mark.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MigrationRefusalIT {

  @RegisterExtension static final FuseEraHost HOST = new FuseEraHost();

  /** Migrates, and gives what it said of alpha, which it has to refuse. */
  private static String refusal() throws Exception {
    Run run = migrate();
    assertThat(run.status()).as(run.toString()).isNotZero();
    assertThat(run.lines()).hasSize(3).element(1).isEqualTo("beta: upper and work emptied");
    assertThat(run.lines().getLast())
        .isEqualTo(
            "left4me-migrate: 1 of 2 in "
                + RUNTIME
                + " refused, and the mark is not left; put that right, and start this again");
    assertThat(MARK).doesNotExist();
    assertThat(BETA.resolve("upper")).isEmptyDirectory();
    assertThat(KEPT).exists();
    assertThat(run.lines().getFirst()).startsWith("left4me-migrate: ");
    return run.lines().getFirst().substring("left4me-migrate: ".length());
  }

  private static void assertTheNextRunDoesIt() throws Exception {
    Run run = migrate();
    assertThat(run.status()).as(run.toString()).isZero();
    assertThat(MARK).exists();
    assertThat(ALPHA.resolve("upper")).isEmptyDirectory();
    assertThat(KEPT).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"upper", "work", "merged"})
  void aLinkInPlaceOfAFolder(String folder) throws Exception {
    asLeft4me("cd " + ALPHA + " && mv " + folder + " aside && ln -s " + ELSEWHERE + " " + folder);
    assertThat(refusal())
        .isEqualTo(ALPHA + "/" + folder + " is a symbolic link; replace it by what it stands for");
    assertThat(ALPHA.resolve(folder.equals("upper") ? "aside/written" : "upper/written")).exists();

    asLeft4me("cd " + ALPHA + " && rm " + folder);
    assertTheNextRunDoesIt();
  }

  @Test
  void aLinkInPlaceOfTheInstance() throws Exception {
    shell("cp -a " + BETA + " " + ELSEWHERE + "/beta");
    asLeft4me("mv " + ALPHA + " " + RUNTIME + "/.aside; ln -s " + ELSEWHERE + "/beta " + ALPHA);
    Run run = migrate();
    assertThat(run.lines())
        .contains(
            "left4me-migrate: " + ALPHA + " is a symbolic link; replace it by what it stands for");
    assertThat(MARK).doesNotExist();
    assertThat(ELSEWHERE.resolve("beta/upper/written")).exists();
  }

  /** Upper is at one moment the folder, at the next a link, or another's folder. */
  @Test
  void nothingElsewhereIsRemovedWhileSomebodySwaps() throws Exception {
    asLeft4me("mkdir " + ALPHA + "/folder");
    Path swapper =
        Files.writeString(
            Path.of("/tmp/it-swapper"),
            """
            chdir "%s" or die;
            symlink "%s", "link";
            for (;;) {
              mkdir "upper"; mkdir "upper/in"; symlink "%s", "upper/in/link";
              rename "upper", "aside$$"; rename "link", "upper";
              rename "upper", "link"; rename "aside$$", "upper";
              rename "upper/in", "in"; symlink "%s", "upper/in"; unlink "upper/in"; rename "in", "upper/in";
            }
            """
                .formatted(ALPHA, ELSEWHERE, ELSEWHERE, ELSEWHERE));
    Process swapping =
        new ProcessBuilder(
                "setpriv",
                "--reuid=left4me",
                "--regid=left4me",
                "--clear-groups",
                "perl",
                swapper + "")
            .start();
    try {
      int refused = 0;
      for (int i = 0; i < 40; i++) {
        shell("rm -f " + MARK);
        refused += Command.run("/usr/libexec/left4me/left4me-migrate").status();
        assertThat(KEPT).exists();
        assertThat(shell("stat -c %U:%a " + ELSEWHERE + " " + KEPT).lines())
            .containsExactly("root:755", "root:644");
      }
      assertThat(swapping.isAlive()).isTrue();
      assertThat(refused).as("it was met").isPositive();
    } finally {
      swapping.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"upper", "upper/in", "work", "merged", "beside"})
  void somethingElseThatIsMounted(String at) throws Exception {
    Path point = Files.createDirectories(ALPHA.resolve(at));
    shell("mount -t tmpfs none " + point + " && touch " + point + "/file");
    assertThat(refusal())
        .isEqualTo(
            point
                + " has something mounted on it that is neither FUSE nor an overlay, but tmpfs;"
                + " unmount it");
    assertThat(point.resolve("file")).exists();
    shell("umount " + point);
    assertTheNextRunDoesIt();
  }

  @Test
  void whatIsBusyWithWhoHoldsIt() throws Exception {
    shell("/usr/libexec/left4me/left4me-overlay mount alpha");
    Process holder =
        new ProcessBuilder("sleep", "infinity").directory(ALPHA.resolve("merged").toFile()).start();
    try {
      assertThat(refusal())
          .isEqualTo(ALPHA + "/merged is busy, held by process " + holder.pid() + " (sleep)");
      assertThat(ALPHA.resolve("upper/written")).exists();
    } finally {
      holder.destroyForcibly().waitFor();
    }
    assertTheNextRunDoesIt();
  }

  /** As a server that runs all the same, in its sandbox. */
  @Test
  void aTreeThatAProcessHasMountedForItself() throws Exception {
    shell("/usr/libexec/left4me/left4me-overlay mount alpha");
    Process other =
        new ProcessBuilder("unshare", "--mount", "--propagation", "private", "sleep", "infinity")
            .start();
    try {
      shell("timeout 60 sh -c 'until grep -q sleep /proc/" + other.pid() + "/comm; do :; done'");
      assertThat(refusal())
          .isEqualTo(
              "the tree of "
                  + ALPHA
                  + " is still mounted at "
                  + ALPHA
                  + "/merged for process "
                  + other.pid()
                  + ", which has mounts of its own; end that");
      assertThat(ALPHA.resolve("upper/written")).exists();
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertTheNextRunDoesIt();
  }

  @Test
  void anOverlayElsewhereThatWritesToUpper() throws Exception {
    Path place = Files.createDirectories(Path.of("/srv/it-place"));
    shell("/usr/libexec/left4me/left4me-overlay mount alpha");
    shell("mount --bind " + ALPHA + "/merged " + place + " && umount " + ALPHA + "/merged");
    try {
      assertThat(refusal())
          .isEqualTo(
              "upper or work of "
                  + ALPHA
                  + " is in use by the overlay mounted at "
                  + place
                  + "; unmount that");
      assertThat(ALPHA.resolve("upper/written")).exists();
    } finally {
      shell("umount " + place + " && rmdir " + place);
    }
    assertTheNextRunDoesIt();
  }

  /** The helper's lock. */
  @Test
  void anInstanceThatSomebodyIsAtWorkOn() throws Exception {
    Process holder = new ProcessBuilder("flock", ALPHA + "", "sleep", "infinity").start();
    try {
      shell("timeout 60 sh -c 'while flock --nonblock " + ALPHA + " true; do :; done'");
      assertThat(refusal())
          .isEqualTo(ALPHA + " is locked: another process is at work on it; try again after it");
      assertThat(ALPHA.resolve("upper/written")).exists();
    } finally {
      holder.descendants().forEach(ProcessHandle::destroyForcibly);
      holder.destroyForcibly().waitFor();
    }
    assertTheNextRunDoesIt();
  }

  @Test
  void anImmutableFile() throws Exception {
    shell("mkdir " + ALPHA + "/upper/in && touch " + ALPHA + "/upper/in/fixed");
    shell("chattr +i " + ALPHA + "/upper/in/fixed");
    assertThat(refusal())
        .isEqualTo(
            ALPHA
                + "/upper/in/fixed cannot be removed: Operation not permitted (EPERM); it or the"
                + " folder that it is in may be immutable: lsattr -d, chattr -i -a");
    shell("chattr -i " + ALPHA + "/upper/in/fixed");
    assertTheNextRunDoesIt();
  }

  @Test
  void anImmutableInstance() throws Exception {
    shell("chattr +i " + ALPHA);
    assertThat(refusal())
        .isEqualTo(
            ALPHA
                + "/upper cannot be removed: Operation not permitted (EPERM); it or the folder that"
                + " it is in may be immutable: lsattr -d, chattr -i -a");
    shell("chattr -i " + ALPHA);
    assertTheNextRunDoesIt();
  }

  private static String cureOfAnInstanceOfRoots() throws Exception {
    shell("chown root: " + ALPHA);
    String cure = "runuser -u left4me -- mv -T " + ALPHA + " " + ALPHA + ".aside";
    assertThat(refusal())
        .isEqualTo(
            ALPHA
                + " belongs to another user than what is around it; put it aside ("
                + cure
                + "), initialize the instance again, and start this again");
    assertThat(ALPHA.resolve("upper/written")).exists();
    return cure;
  }

  @Test
  void anInstanceOfRoots() throws Exception {
    shell(cureOfAnInstanceOfRoots());
    assertThat(Path.of(ALPHA + ".aside/upper/written")).exists();
    Command.run("l4d2ctl", "initialize", "alpha", "-f", "/tmp/alpha.yaml").orFail();
    assertTheNextRunDoesIt();
  }

  /** A folder of root's, such as the kernel's in work, can be put in an instance's place. */
  @Test
  void theCureOfAnInstanceOfRootsGivesNothingElsewhereAway() throws Exception {
    String cure = cureOfAnInstanceOfRoots();
    shell("mkdir -p " + ELSEWHERE + "/alpha");
    asLeft4me("mv " + RUNTIME + " " + RUNTIME + ".it && ln -s " + ELSEWHERE + " " + RUNTIME);
    try {
      assertThat(Command.run("sh", "-c", cure).status()).isNotZero();
      assertThat(shell("stat -c %U:%G " + ELSEWHERE + " " + ELSEWHERE + "/alpha").lines())
          .containsOnly("root:root");
    } finally {
      asLeft4me("rm " + RUNTIME + " && mv " + RUNTIME + ".it " + RUNTIME);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ln -s /etc/it-elsewhere @: is a symbolic link; remove it",
        "ln -s nowhere @: is a symbolic link; remove it",
      })
  void aLinkInPlaceOfTheMark(String row) throws Exception {
    asLeft4me(row.substring(0, row.indexOf(':')).replace("@", MARK + ""));
    Run run = migrate();
    assertThat(run.status()).isNotZero();
    assertThat(run.lines())
        .containsExactly("left4me-migrate: " + MARK + row.substring(row.indexOf(':') + 1));
    assertThat(Path.of("/etc/it-elsewhere")).doesNotExist();
    assertThat(ALPHA.resolve("upper/written")).exists();
  }

  @Test
  void aLinkInPlaceOfTheNotesOfWhatIsDone() throws Exception {
    Path notes = Path.of(MARK + ".part");
    asLeft4me("ln -s " + ELSEWHERE + " " + notes);
    assertThat(migrate().lines())
        .hasSize(3)
        .contains(
            "left4me-migrate: "
                + notes
                + " is not as a run leaves it: Too many levels of symbolic links (ELOOP); remove it");
    assertThat(ALPHA.resolve("upper/written")).exists();
    asLeft4me("rm " + notes);
    assertTheNextRunDoesIt();
  }

  @Test
  void aRootThatIsRoots() throws Exception {
    shell("chown root: " + StandIn.ROOT);
    try {
      Run run = migrate();
      assertThat(run.lines())
          .containsExactly(
              "left4me-migrate: " + StandIn.ROOT + " belongs to root; it has to be left4me's");
      assertThat(ALPHA.resolve("upper/written")).exists();
    } finally {
      shell("chown left4me: " + StandIn.ROOT);
    }
  }

  @Test
  void wordsBehindTheProgram() throws Exception {
    Command command = Command.run("/usr/libexec/left4me/left4me-migrate", "alpha");
    assertThat(command).isEqualTo(new Command(2, "", "usage: left4me-migrate\n"));
    assertThat(ALPHA.resolve("upper/written")).exists();
  }
}
