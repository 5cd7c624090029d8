package left4me.lab;

import static left4me.lab.FuseEraHost.ALPHA;
import static left4me.lab.FuseEraHost.MARK;
import static left4me.lab.FuseEraHost.RUNTIME;
import static left4me.lab.FuseEraHost.asLeft4me;
import static left4me.lab.FuseEraHost.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which hosts the package takes for migrated, and which it tells of the migration. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MigrationPackageIT {

  @RegisterExtension static final FuseEraHost HOST = new FuseEraHost();

  private static final Path SET_ASIDE = StandIn.ROOT.resolve(".it-runtime");
  private static final Path UNIT = Path.of("/usr/lib/systemd/system/left4me-migrate.service");

  private static Command configure(String... version) throws Exception {
    List<String> words = new ArrayList<>(List.of("env", "DPKG_MAINTSCRIPT_PACKAGE=left4me"));
    words.addAll(
        List.of(
            "DPKG_MAINTSCRIPT_NAME=postinst", "/var/lib/dpkg/info/left4me.postinst", "configure"));
    words.addAll(List.of(version));
    Command command = Command.run(words);
    command.orFail();
    return command;
  }

  @Test
  void aHostWithInstancesIsToldAndNotMarked() throws Exception {
    assertThat(configure().err()).hasLineCount(2).contains("fuse-overlayfs").contains("README.md");
    assertThat(MARK).doesNotExist();
    assertThat(configure("0.1.0").err()).hasLineCount(2);
    assertThat(MARK).doesNotExist();
    assertThat(ALPHA.resolve("upper/written")).exists();
    asLeft4me("touch " + MARK);
    assertThat(configure().err()).isEmpty();
  }

  @Test
  void aHostWithoutAnInstanceIsMarked() throws Exception {
    Files.move(RUNTIME, SET_ASIDE);
    try {
      assertThat(configure().err()).isEmpty();
      assertThat(shell("stat -c '%U:%G %a %F' " + MARK).strip())
          .isEqualTo("left4me:left4me 640 regular empty file");
    } finally {
      shell("rmdir " + RUNTIME + " && mv " + SET_ASIDE + " " + RUNTIME);
    }
  }

  @Test
  void aLinkInPlaceOfTheMarkIsNotFollowed() throws Exception {
    Files.move(RUNTIME, SET_ASIDE);
    try {
      asLeft4me("ln -s /etc/it-elsewhere " + MARK);
      configure();
      assertThat(Path.of("/etc/it-elsewhere")).doesNotExist();
      assertThat(MARK).isSymbolicLink();
    } finally {
      shell("rmdir " + RUNTIME + " && mv " + SET_ASIDE + " " + RUNTIME);
    }
  }

  @Test
  void aHostOfAPackageThatHadNoMigrationIsMarkedAndOneThatHadIsNot() throws Exception {
    Path preinst = Path.of("/var/lib/dpkg/info/left4me.preinst");
    Command.run(preinst.toString(), "install").orFail();
    Command.run(preinst.toString(), "upgrade", "0.1.0").orFail();
    assertThat(MARK).doesNotExist();
    Path aside = UNIT.resolveSibling("it-set-aside");
    Files.move(UNIT, aside);
    try {
      Command.run(preinst.toString(), "upgrade", "0.1.0").orFail();
      assertThat(MARK).isRegularFile();
      assertThat(Files.getOwner(MARK)).hasToString("left4me");
    } finally {
      Files.move(aside, UNIT);
    }
  }
}
