package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server is stopped whatever became of its files, as systemd needs none of them; what could not
 * be done besides is said, with the cure.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StopAnywayIT {

  @RegisterExtension static final CtlInstance SERVER = new CtlInstance("anyway", 27147);

  private static final Path SETTINGS = SERVER.folders().settings();
  private static final Path INSTANCES = SETTINGS.resolveSibling("");
  private static final Path LOCK = SETTINGS.resolveSibling(".anyway.lock");
  private static final Path MARK = SERVER.folders().autostartMark();

  /** What may have become of them. */
  enum Harm {
    LOCK_OF_ROOT(
        "chown root: " + LOCK + " && chmod 600 " + LOCK,
        "rm " + LOCK,
        LOCK
            + " belongs to root; as root: find "
            + INSTANCES
            + " -xdev -path "
            + LOCK
            + " -execdir chown -h left4me:left4me {} +"),
    LOCK_A_FOLDER("rm " + LOCK + " && mkdir " + LOCK, "rmdir " + LOCK, LOCK + ": Is a directory"),
    INSTANCES_OF_ROOT(
        "chown root: " + INSTANCES + " && chmod 700 " + INSTANCES,
        "chown left4me: " + INSTANCES + " && chmod 750 " + INSTANCES,
        INSTANCES + " belongs to root; as root: chown -h left4me:left4me " + INSTANCES),
    // As the folder below a disk that is not mounted is.
    ROOT_OF_ROOT(
        "chown root: " + StandIn.ROOT + " && chmod 700 " + StandIn.ROOT,
        "chown left4me: " + StandIn.ROOT + " && chmod 750 " + StandIn.ROOT,
        StandIn.ROOT
            + " belongs to root; if it is a disk of its own, mount that first; else, as root: chown -h"
            + " left4me:left4me "
            + StandIn.ROOT),
    SETTINGS_OF_ROOT(
        "chown root: " + SETTINGS + " && chmod 700 " + SETTINGS,
        "chown left4me: " + SETTINGS + " && chmod 750 " + SETTINGS,
        SETTINGS
            + " belongs to root; as root: find "
            + INSTANCES
            + " -xdev \\( -path "
            + SETTINGS
            + " -o -path '"
            + SETTINGS
            + "/*' \\) -execdir chown -h left4me:left4me {} +"),
    SETTINGS_CLOSED(
        "chmod 0 " + SETTINGS,
        "chmod 750 " + SETTINGS,
        SETTINGS + " is closed to its owner; chmod u+rwX " + SETTINGS),
    MARK_A_FOLDER(
        "rm " + MARK + " && mkdir " + MARK + " && touch " + MARK + "/file",
        "rm -r " + MARK,
        MARK + ": is a folder, and not empty"),
    READ_ONLY(
        "mount --bind " + INSTANCES + " " + INSTANCES + " && mount -o remount,bind,ro " + INSTANCES,
        "umount " + INSTANCES,
        INSTANCES
            + " cannot be changed, not by its owner either: its file system is mounted read-only");

    private final String harm;
    private final String mend;
    private final String said;

    Harm(String harm, String mend, String said) {
      this.harm = harm;
      this.mend = mend;
      this.said = said;
    }
  }

  @ParameterizedTest
  @EnumSource
  void itIsStopped(Harm harm) throws Exception {
    SERVER.run("start").orFail();
    shell(harm.harm);
    try {
      Command stop = SERVER.run("stop");

      assertThat(state()).isEqualTo("inactive");
      assertThat(Findmnt.at(SERVER.folders().merged())).isEmpty();
      assertThat(stop.status()).isEqualTo(1);
      assertThat(stop.err()).contains("stop anyway: it is stopped").contains(harm.said);
      assertThat(stop.err().lines()).hasSize(1);
    } finally {
      shell(harm.mend);
    }
    SERVER.run("start").orFail();
    SERVER.run("stop").orFail();
  }

  @Test
  void anOverlayThatWasLeftIsUnmountedAsWell() throws Exception {
    Command.run("systemctl", "start", "left4me-mount@anyway").orFail();
    shell(Harm.LOCK_A_FOLDER.harm);
    try {
      assertThat(SERVER.run("stop").err()).contains("stop anyway: it is stopped");

      assertThat(Findmnt.at(SERVER.folders().merged())).isEmpty();
    } finally {
      shell(Harm.LOCK_A_FOLDER.mend);
    }
  }

  /** The instance is there, and nobody is told that it is not. */
  @Test
  void whatCannotBeLookedAtIsNotCalledMissing() throws Exception {
    shell(Harm.INSTANCES_OF_ROOT.harm);
    try {
      assertThat(SERVER.run("status", "--json").out()).contains("\"initialized\":null");
      assertThat(SERVER.run("delete").err()).contains(Harm.INSTANCES_OF_ROOT.said);
    } finally {
      shell(Harm.INSTANCES_OF_ROOT.mend);
    }
  }

  /** Nor is user left4me told that he is not he. */
  @Test
  void aRootThatIsReadOnlyIsSaidToBe() throws Exception {
    Path root = StandIn.ROOT;
    shell("mount --bind " + root + " " + root + " && mount -o remount,bind,ro " + root);
    try {
      assertThat(SERVER.run("delete").err())
          .contains(
              root
                  + " cannot be changed, not by its owner either: its file system is mounted read-only");
      assertThat(SERVER.run("status").err()).isEmpty();
    } finally {
      shell("umount " + root);
    }
  }

  @Test
  void oneInstancesFilesKeepNobodyFromTheOthers() throws Exception {
    Path settings = SERVER.folders().instanceEnv();
    Files.delete(settings);
    shell("mkfifo " + settings + " && chown left4me: " + settings);

    assertThat(SERVER.run("status").orFail()).contains("Port: -");
    assertThat(Command.run("l4d2ctl", "list").orFail()).contains("anyway");
    assertThat(SERVER.run("start").err()).contains(settings + " is not a file; remove it");
  }

  private static String state() throws Exception {
    return Command.run("systemctl", "show", "--property=ActiveState", "--value", SERVER.unit())
        .orFail()
        .strip();
  }

  private static void shell(String command) throws Exception {
    Command.run("sh", "-c", command).orFail();
  }
}
