package left4me.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What keeps user left4me from removing an instance's tree is told with its cure, and that works.
 */
final class RefusedRemovalIT {

  @RegisterExtension static final CtlInstance SERVER = new CtlInstance("refused", 27148);

  private static final Path RUNTIME = StandIn.ROOT.resolve("runtime/refused");

  private static final Path ASIDE = RUNTIME.resolveSibling(".refused.removed");

  private static Command reset() throws Exception {
    return Command.loginAs("left4me", "l4d2ctl", "reset", SERVER.name());
  }

  private static Command initialize() throws Exception {
    return Command.loginAs(
        "left4me", "l4d2ctl", "initialize", SERVER.name(), "-f", "/tmp/refused.yaml");
  }

  /** Does as root what a message says that root has to do. */
  private static void cure(String said) throws Exception {
    String order = "as root: ";
    Command.run("sh", "-c", said.substring(said.indexOf(order) + order.length())).orFail();
  }

  @Test
  void aStrangersMountStopsTheRemovalAndLosesNothing() throws Exception {
    Path inside = Files.createDirectories(RUNTIME.resolve("upper/inside"));
    Path precious = Files.createDirectories(Path.of("/tmp/precious"));
    Files.writeString(precious.resolve("file"), "kept");
    Command.run("chown", "-R", "left4me:left4me", RUNTIME.toString(), precious.toString()).orFail();
    Command.run("mount", "--bind", precious.toString(), inside.toString()).orFail();
    try {
      Command reset = reset();
      assertThat(reset.status()).isEqualTo(1);
      assertThat(reset.err()).contains("something is mounted at " + inside + ";");
      assertThat(precious.resolve("file")).hasContent("kept");
      assertThat(inside.resolve("file")).as("the folder has its name back").hasContent("kept");
    } finally {
      Command.run("umount", inside.toString()).orFail();
    }
  }

  @Test
  void whatMayNotBeRemovedIsNamedWithWhereItIs() throws Exception {
    Path file = Files.writeString(RUNTIME.resolve("upper/user.dat"), "kept by chattr");
    FileFlags.set(file, FileFlags.IMMUTABLE);
    try {
      String said = "";
      for (int i = 0; i < 2; i++) {
        said = reset().err();
        assertThat(said)
            .contains("user.dat: Operation not permitted; the rest is in " + ASIDE)
            .contains("; before this again, as root: find ");
      }
      cure(said);
      reset().orFail();
      assertThat(ASIDE).doesNotExist();
    } finally {
      if (Files.exists(ASIDE)) {
        FileFlags.set(ASIDE.resolve("upper/user.dat"), 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"700", "555", "755"})
  void aFolderOfRootsIsToldToBeAnothersHoweverItIsClosed(String mode) throws Exception {
    Path foreign = Files.createDirectories(RUNTIME.resolve("upper/foreign"));
    Files.writeString(foreign.resolve("file"), "root's");
    Command.run("chmod", mode, foreign.toString()).orFail();

    try {
      String said = reset().err();
      assertThat(said).contains("another user's").doesNotContain("chattr");
      cure(said);
      reset().orFail();
      assertThat(RUNTIME).doesNotExist();
    } finally {
      Command.run("rm", "-rf", ASIDE.toString(), foreign.toString()).orFail();
    }
  }

  @Test
  void aMountInPlaceOfTheFolderIsTold() throws Exception {
    Command.run("mount", "-t", "tmpfs", "-o", "uid=left4me", "it", RUNTIME.toString()).orFail();

    try {
      assertThat(reset().err())
          .contains("remove " + RUNTIME + ": something is mounted at " + RUNTIME + ";");
    } finally {
      Command.run("umount", RUNTIME.toString()).orFail();
    }
    reset().orFail();
  }

  @Test
  void aFolderAroundThatIsClosedIsNamedWithItsCure() throws Exception {
    Path around = StandIn.ROOT.resolve("runtime");
    Command.run("chown", "root:root", around.toString()).orFail();

    try {
      String said = reset().err();
      assertThat(said).contains(around + " belongs to root; as root: ");
      cure(said);
      reset().orFail();
    } finally {
      Command.run("chown", "left4me:left4me", around.toString()).orFail();
    }
  }

  @Test
  void aRemovalThatRootHasToCompleteIsToldOfEachTime() throws Exception {
    Path foreign = Files.createDirectories(RUNTIME.resolve("upper/foreign"));
    Files.writeString(foreign.resolve("file"), "root's");
    String find = "find " + RUNTIME.getParent() + " -xdev -depth ";

    try {
      assertThat(reset().err()).contains(find);
      String said = initialize().err();
      assertThat(said).contains(find);
      // Of two names that differ where a point is.
      Path other = Files.createDirectories(ASIDE.resolveSibling("arefused-removed"));
      cure(said);
      assertThat(ASIDE).doesNotExist();
      assertThat(other).exists();
      Files.delete(other);
    } finally {
      Command.run("rm", "-rf", ASIDE.toString(), foreign.toString()).orFail();
    }
    initialize().orFail();
  }
}
