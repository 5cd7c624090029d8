package left4me.lab;

import static left4me.lab.FuseEraHost.ALPHA;
import static left4me.lab.FuseEraHost.MARK;
import static left4me.lab.FuseEraHost.RUNTIME;
import static left4me.lab.FuseEraHost.asLeft4me;
import static left4me.lab.FuseEraHost.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts the package takes for migrated, and which it tells of the migration. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MigrationPackageIT {

  @RegisterExtension static final FuseEraHost HOST = new FuseEraHost();

  private static final Path SET_ASIDE = StandIn.ROOT.resolve(".it-runtime");
  private static final Path UNIT = Path.of("/usr/lib/systemd/system/left4me-migrate.service");

  @Test
  void aHostWithInstancesIsToldAndNotMarked() throws Exception {
    assertThat(Postinst.configure().err())
        .hasLineCount(2)
        .contains("fuse-overlayfs")
        .contains("README.md");
    assertThat(MARK).doesNotExist();
    assertThat(Postinst.configure("0.1.0").err()).hasLineCount(2);
    assertThat(MARK).doesNotExist();
    assertThat(ALPHA.resolve("upper/written")).exists();
    asLeft4me("touch " + MARK);
    assertThat(Postinst.configure().err()).isEmpty();
  }

  @Test
  void aHostWithoutAnInstanceIsMarked() throws Exception {
    Files.move(RUNTIME, SET_ASIDE);
    try {
      assertThat(Postinst.configure().err()).isEmpty();
      assertThat(shell("stat -c '%U:%G %a %F' " + MARK).strip())
          .isEqualTo("left4me:left4me 640 regular empty file");
    } finally {
      shell("rmdir " + RUNTIME + " && mv " + SET_ASIDE + " " + RUNTIME);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-n", "\n"})
  void anyNameMayBeThatOfAnInstance(String name) throws Exception {
    Files.move(RUNTIME, SET_ASIDE);
    try {
      Command.loginAs("left4me", "mkdir", "-p", RUNTIME + "/" + name).orFail();
      assertThat(Postinst.configure().err()).hasLineCount(2).contains("fuse-overlayfs");
      assertThat(MARK).doesNotExist();
    } finally {
      shell("rm -r " + RUNTIME + " && mv " + SET_ASIDE + " " + RUNTIME);
    }
  }

  /** left4me may have made as many as it likes, which root is not to read. */
  @Test
  void ofTheInstancesOneNameIsRead() throws Exception {
    Files.move(RUNTIME, SET_ASIDE);
    try {
      asLeft4me(
          "mkdir " + RUNTIME + " && cd " + RUNTIME + " && touch $(seq -f one-of-many-%g 100)");
      String trace = Postinst.traced().err();
      assertThat(trace).contains("fuse-overlayfs");
      Set<String> names =
          Pattern.compile("one-of-many-\\d+")
              .matcher(trace)
              .results()
              .map(MatchResult::group)
              .collect(Collectors.toSet());
      assertThat(names).hasSize(1);
    } finally {
      shell("rm -r " + RUNTIME + " && mv " + SET_ASIDE + " " + RUNTIME);
    }
  }

  @Test
  void aLinkInPlaceOfTheInstancesIsNotFollowedAndTold() throws Exception {
    Files.move(RUNTIME, SET_ASIDE);
    try {
      asLeft4me("ln -s nowhere " + RUNTIME);
      assertThat(Postinst.configure().err()).contains("fuse-overlayfs");
      assertThat(MARK).doesNotExist();
    } finally {
      shell("rm " + RUNTIME + " && mv " + SET_ASIDE + " " + RUNTIME);
    }
  }

  @Test
  void aLinkInPlaceOfTheMarkIsNotFollowed() throws Exception {
    Files.move(RUNTIME, SET_ASIDE);
    try {
      asLeft4me("ln -s /etc/it-elsewhere " + MARK);
      Postinst.configure();
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
