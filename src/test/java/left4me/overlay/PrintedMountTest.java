package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import left4me.overlay.InstanceFixture.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mount prints instead of mounting, where every check is passed. */
class PrintedMountTest {

  private InstanceFixture instance;

  @BeforeEach
  void initialize(@TempDir Path root) throws IOException {
    instance = InstanceFixture.in(root);
  }

  @Test
  void printsTheLayersInOrder() throws IOException {
    List<String> before = instance.snapshot();
    assertThat(instance.print("mount", "alpha"))
        .isEqualTo(printed("lowerdir=ROOT/overlays/top:ROOT/installation,", ""));
    assertThat(instance.snapshot()).isEqualTo(before);
  }

  @Test
  void printsWhereLinksAndDotsLead() throws IOException {
    Files.createSymbolicLink(instance.at("overlays/link"), instance.at("overlays/top"));
    Files.createDirectory(instance.at("workshop_cache"));
    Files.createDirectory(instance.at("overlays/also"));
    Files.createDirectory(instance.at("overlays/slashes"));
    instance.lowerdirs(
        instance.at("overlays/link"),
        instance.at("workshop_cache/../installation/."),
        instance.at("workshop_cache"),
        instance.at("overlays/top/../also"),
        instance.at("overlays") + "//slashes/");
    assertThat(instance.print("mount", "alpha"))
        .isEqualTo(
            printed(
                "lowerdir=ROOT/overlays/top:ROOT/installation:ROOT/workshop_cache"
                    + ":ROOT/overlays/also:ROOT/overlays/slashes,",
                ""));
  }

  @Test
  void acceptsATopFolderThatLeadsElsewhereInTheRoot() throws IOException {
    Files.move(instance.at("installation"), instance.at("game"));
    Files.createSymbolicLink(instance.at("installation"), instance.at("game"));
    assertThat(instance.print("mount", "alpha"))
        .isEqualTo(printed("lowerdir=ROOT/overlays/top:ROOT/game,", ""));
  }

  @Test
  void escapesWhatTheKernelWouldSplitAt() throws IOException {
    Files.createDirectory(instance.at("overlays/a,upperdir=b\\c d"));
    Files.createDirectory(instance.at("overlays/a:b"));
    Files.createSymbolicLink(instance.at("overlays/link"), Path.of("a:b"));
    instance.lowerdirs(instance.at("overlays/a,upperdir=b\\c d"), instance.at("overlays/link"));
    assertThat(instance.print("mount", "alpha"))
        .isEqualTo(
            printed("lowerdir=ROOT/overlays/a\\,upperdir=b\\\\c d:ROOT/overlays/a\\:b,", "'"));
  }

  @Test
  void keepsNamesThatAreNotUtf8() throws IOException {
    InstanceFixture.command(
        "sh", "-c", "mkdir \"$1/overlays/$(printf 'a\\377\\344')\"", "sh", instance.root() + "");
    instance.lowerdirs(instance.root() + "/overlays/a\u00ff\u00e4");
    assertThat(instance.print("mount", "alpha"))
        .isEqualTo(printed("lowerdir=ROOT/overlays/a\u00ff\u00e4,", "'"));
  }

  @Test
  void isNotFooledByANameThatLooksDeleted() throws IOException {
    Files.createDirectory(instance.at("overlays/x (deleted)"));
    // Through a link: what is reached without needs no name.
    Files.createSymbolicLink(instance.at("overlays/link"), Path.of("x (deleted)"));
    instance.lowerdirs(instance.at("overlays/link"));
    assertThat(instance.print("mount", "alpha"))
        .isEqualTo(printed("lowerdir=ROOT/overlays/x (deleted),", "'"));
  }

  @Test
  void takesTheRootThroughALink() throws IOException {
    Path link = Files.createSymbolicLink(instance.at("back"), Path.of("."));
    assertThat(
            InstanceFixture.run(
                Map.of("LEFT4ME_ROOT", link.toString(), "LEFT4ME_OVERLAY_PRINT_ONLY", "1"),
                "mount",
                "alpha"))
        .isEqualTo(instance.print("mount", "alpha"));
  }

  @Test
  void looksThroughADeepUpperAndLinksInIt() throws IOException {
    Path deep = instance.at("runtime/alpha/upper");
    for (int i = 0; i < 300; i++) {
      deep = Files.createDirectory(deep.resolve("d"));
    }
    Files.createSymbolicLink(deep.resolve("loop"), instance.at("runtime/alpha/upper"));
    Files.createSymbolicLink(deep.resolve("nowhere"), Path.of("/nowhere"));
    assertThat(instance.print("mount", "alpha").status()).isZero();
  }

  /** The expected outcome. */
  private Outcome printed(String lowerdirs, String quote) {
    String line =
        "/bin/mount -t overlay overlay -o "
            + quote
            + lowerdirs
            + "upperdir=ROOT/runtime/alpha/upper,workdir=ROOT/runtime/alpha/work"
            + quote
            + " ROOT/runtime/alpha/merged\n";
    return new Outcome(0, line.replace("ROOT", instance.root().toString()), "");
  }
}
