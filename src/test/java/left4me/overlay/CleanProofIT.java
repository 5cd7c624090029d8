package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * When an upper layer is looked through again. A mark deep in it, put where no proof sees it, tells
 * whether it was.
 */
class CleanProofIT {

  private static final String MARK = "user:fuseoverlayfs.origin";

  private InstanceFixture instance;
  private Path upper;
  private Path work;

  @BeforeEach
  void initialize() throws IOException {
    instance = InstalledHelper.instance();
    upper = instance.at("runtime/alpha/upper");
    work = instance.at("runtime/alpha/work");
    Files.createDirectories(upper.resolve("deep"));
    Files.createFile(upper.resolve("deep/file"));
  }

  @AfterEach
  void remove() throws IOException {
    InstalledHelper.remove(instance);
  }

  private void runOnce() throws IOException {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
  }

  private void markDeepDown() throws IOException {
    Files.setAttribute(upper.resolve("deep/file"), MARK, "y".getBytes(StandardCharsets.US_ASCII));
  }

  private void assertLookedThrough() throws IOException {
    assertThat(InstalledHelper.run(instance, "mount", "alpha").refusal())
        .contains("upper/deep/file carries the attribute user.fuseoverlayfs.origin");
  }

  @Test
  void isNotLookedThroughAgainAfterAProperUnmount() throws IOException {
    runOnce();
    markDeepDown();
    runOnce();
  }

  @Test
  void holdsAfterTheServerWroteToTheTopFolder() throws IOException {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    Files.writeString(instance.at("runtime/alpha/merged/new"), "x");
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
    markDeepDown();
    runOnce();
  }

  @Test
  void isLookedThroughAtFirst() throws IOException {
    markDeepDown();
    assertLookedThrough();
  }

  /** By several threads, as there is much: what one of them opens the others read. */
  @Test
  void isLookedThroughWhollyHoweverMuchThereIs() throws IOException {
    for (int folder = 0; folder < 60; folder++) {
      Path many = Files.createDirectory(upper.resolve("many-" + folder));
      for (int file = 0; file < 100; file++) {
        Files.createFile(many.resolve("file-" + file));
      }
    }
    runOnce();
    forgetTheProof();
    for (int folder = 0; folder < 60; folder += 7) {
      Path marked = upper.resolve("many-" + folder + "/file-" + folder);
      Files.setAttribute(marked, MARK, "y".getBytes(StandardCharsets.US_ASCII));
      assertThat(InstalledHelper.run(instance, "mount", "alpha").refusal())
          .contains(upper.relativize(marked) + " carries the attribute " + MARK.replace(':', '.'));
      Files.delete(marked);
    }
    runOnce();
  }

  /** It holds for the folder as it was last changed. */
  private void forgetTheProof() throws IOException {
    Files.delete(Files.createFile(upper.resolve("changed")));
  }

  @Test
  void isLookedThroughAfterAnUnmountThatWasNotTheHelpers() throws IOException {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    InstanceFixture.command("umount", instance.at("runtime/alpha/merged").toString());
    markDeepDown();
    assertLookedThrough();
  }

  @Test
  void isLookedThroughWhenANameInItWasMade() throws IOException {
    runOnce();
    markDeepDown();
    Files.createFile(upper.resolve("new"));
    assertLookedThrough();
  }

  @Test
  void isLookedThroughWhenItWasMarkedItself() throws IOException {
    runOnce();
    Files.setAttribute(upper, "user:fuseoverlayfs.opaque", "y".getBytes(StandardCharsets.US_ASCII));
    assertThat(InstalledHelper.run(instance, "mount", "alpha").refusal())
        .contains("/upper carries the attribute user.fuseoverlayfs.opaque");
  }

  @Test
  void isLookedThroughWhenItWasReplaced() throws IOException {
    runOnce();
    markDeepDown();
    InstanceFixture.command("cp", "-a", upper.toString(), upper + ".new");
    InstanceFixture.command("rm", "-r", upper.toString());
    InstanceFixture.command("mv", upper + ".new", upper.toString());
    assertLookedThrough();
  }

  @Test
  void isLookedThroughWhenItWasReplacedWhileItWasMounted() throws IOException {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    Files.move(upper, instance.at("proven-upper"));
    Files.createDirectories(upper.resolve("deep"));
    Files.createFile(upper.resolve("deep/file"));
    markDeepDown();
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
    assertLookedThrough();
  }

  @Test
  void isLookedThroughAfterAnOverlayThatWasMountedByHand() throws IOException {
    markDeepDown();
    InstanceFixture.command(
        "sh",
        "-c",
        "cd \"$1\" && exec mount -t overlay overlay -o \"lowerdir=installation,"
            + "upperdir=$1/runtime/alpha/upper,workdir=$1/runtime/alpha/work\" runtime/alpha/merged",
        "sh",
        instance.root().toString());
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
    assertThat(InstalledHelper.mountsIn(instance)).isEmpty();
    assertLookedThrough();
  }

  @Test
  void itsTimesCanBePutBackAndItIsLookedThrough() throws IOException {
    runOnce();
    markDeepDown();
    InstanceFixture.command(
        "sh",
        "-c",
        "touch -r \"$1\" \"$1.times\" && touch \"$1/new\" && rm \"$1/new\" && touch -r \"$1.times\""
            + " \"$1\"",
        "sh",
        upper.toString());
    assertLookedThrough();
  }

  @Test
  void aProofOfAnotherInstanceIsNone() throws IOException {
    runOnce();
    Files.move(work, instance.at("proven-work"));
    instance.remove("runtime/alpha/upper");
    Files.createDirectories(upper.resolve("deep"));
    Files.createFile(upper.resolve("deep/file"));
    markDeepDown();
    Files.move(instance.at("proven-work"), work);
    assertLookedThrough();
  }

  @Test
  void nobodyButRootCanMakeIt() throws IOException {
    runOnce();
    InstanceFixture.command("chown", "-R", "left4me:", instance.root().toString());
    InstanceFixture.command(
        "sh",
        "-c",
        "getfattr -n trusted.left4me.clean \"$1\" && "
            + "! runuser -u left4me -- setfattr -n trusted.left4me.clean -v x \"$1\" && "
            + "! runuser -u left4me -- getfattr -n trusted.left4me.clean \"$1\"",
        "sh",
        work.toString());
  }
}
