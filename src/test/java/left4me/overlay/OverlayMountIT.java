package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import left4me.instance.MountTable.Mount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mounting, with the installed helper and the kernel's overlay, in each way. */
@ParameterizedClass
@EnumSource(MountWay.class)
class OverlayMountIT {

  private final MountWay way;
  private InstanceFixture instance;

  OverlayMountIT(MountWay way) throws IOException {
    this.way = InstalledHelper.known(way);
  }

  @BeforeEach
  void initialize() throws IOException {
    instance = InstalledHelper.instance(way);
  }

  @AfterEach
  void remove() throws IOException {
    InstalledHelper.remove(instance);
  }

  @Test
  void stacksTheLayersInOrderAndWritesToUpper() throws IOException {
    Files.createDirectories(instance.at("overlays/middle"));
    for (String layer : List.of("installation", "overlays/middle", "overlays/top")) {
      Files.writeString(instance.at(layer + "/everywhere"), layer);
    }
    Files.writeString(instance.at("installation/below"), "installation");
    Files.writeString(instance.at("overlays/middle/below"), "overlays/middle");
    instance.lowerdirs(
        instance.at("overlays/top"), instance.at("overlays/middle"), instance.at("installation"));

    InstalledHelper.run(instance, "mount", "alpha").assertDone();

    assertThat(merged("everywhere")).hasContent("overlays/top");
    assertThat(merged("below")).hasContent("overlays/middle");
    Files.writeString(merged("everywhere"), "changed");
    assertThat(instance.at("runtime/alpha/upper/everywhere")).hasContent("changed");
    assertThat(instance.at("overlays/top/everywhere")).hasContent("overlays/top");
    Mount mount = onlyMount();
    assertThat(mount.type()).isEqualTo("overlay");
    assertThat(mount.source()).startsWith("left4me:alpha:");
    assertThat(mount.options())
        .contains("redirect_dir=nofollow")
        .doesNotContain("index=on", "metacopy=on", "xino=on", "xino=auto");
    assertThat(mount.options().contains("ROOT/overlays/top".replace("ROOT", root())))
        .as("which folders, told by the kernel")
        .isEqualTo(way == MountWay.DESCRIPTORS);
  }

  @Test
  void honoursNeitherSetUserIdNorDevices() throws IOException {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
        .containsPattern(instance.at("runtime/alpha/merged") + " rw,nosuid,nodev[, ]");
  }

  @Test
  void mountsOnceHoweverOftenItIsAsked() throws IOException {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    instance.env("garbage, which is no matter where it is mounted already");
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    onlyMount();
  }

  @Test
  void refusesWhileAnotherProcessIsAtWork() throws Exception {
    Path runtime = instance.at("runtime/alpha");
    Process holder =
        new ProcessBuilder("flock", runtime + "", "sh", "-c", "echo held && exec cat").start();
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('h');
      for (String verb : List.of("mount", "umount")) {
        assertThat(InstalledHelper.run(instance, verb, "alpha").refusal())
            .isEqualTo(
                runtime + " is locked: another process is at work on it; try again after it");
      }
    } finally {
      holder.destroyForcibly().waitFor();
    }
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
  }

  @Test
  void refusesToCoverSomethingElse() throws IOException {
    InstanceFixture.command("mount", "-t", "tmpfs", "none", merged("").toString());
    assertThat(InstalledHelper.run(instance, "mount", "alpha").refusal())
        .isEqualTo(
            merged("")
                + " has something else mounted on it than this instance's overlay; unmount that");
    assertThat(onlyMount().type()).isEqualTo("tmpfs");
  }

  @Test
  void takesAnotherInstancesOverlayForSomethingElse() throws IOException {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    for (String folder : List.of("upper", "work", "merged")) {
      Files.createDirectories(instance.at("runtime/beta/" + folder));
    }
    InstanceFixture.command(
        "mount", "--bind", merged("").toString(), instance.at("runtime/beta/merged").toString());
    assertThat(InstalledHelper.run(instance, "mount", "beta").refusal())
        .contains("has something else mounted on it");
    assertThat(InstalledHelper.mountsIn(instance)).hasSize(2);
  }

  @Test
  void takesTheOverlayOfARenamedInstanceForSomethingElse() throws IOException {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    Files.move(instance.at("runtime/alpha"), instance.at("runtime/beta"));
    assertThat(InstalledHelper.run(instance, "mount", "beta").refusal())
        .contains("has something else mounted on it");
    onlyMount();
  }

  @Test
  void refusesAnUpperThatIsInUseElsewhere() throws IOException {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    Path elsewhere = Files.createDirectory(instance.at("elsewhere"));
    InstanceFixture.command("mount", "--bind", merged("").toString(), elsewhere.toString());
    InstanceFixture.command("umount", merged("").toString());
    assertThat(InstalledHelper.run(instance, "mount", "alpha").refusal())
        .isEqualTo(
            "upper or work of "
                + instance.at("runtime/alpha")
                + " is in use by the overlay mounted at "
                + elsewhere
                + "; unmount that");
    onlyMount();
  }

  @Test
  void refusesAMountInUpper() throws IOException {
    Path point = Files.createDirectories(instance.at("runtime/alpha/upper/a/point"));
    InstanceFixture.command("mount", "-t", "tmpfs", "none", point.toString());
    assertThat(InstalledHelper.run(instance, "mount", "alpha").refusal())
        .isEqualTo(point + " is on another mount than the folder it is in; unmount it there");
    assertThat(onlyMount().type()).isEqualTo("tmpfs");
  }

  @Test
  void stacks500LayersInEachWay() throws IOException {
    List<Object> layers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Path layer =
          Files.createDirectories(instance.at("overlays/" + "x".repeat(120) + "-layer-" + i));
      Files.writeString(layer.resolve("everywhere"), "layer " + i);
      Files.writeString(layer.resolve("from-" + i / 2), "layer " + i);
      layers.add(layer);
    }
    instance.lowerdirs(layers.toArray());

    InstalledHelper.run(instance, "mount", "alpha").assertDone();

    assertThat(merged("everywhere")).hasContent("layer 0");
    for (int i = 0; i < 250; i++) {
      // Of each two neighbours the upper one is seen.
      assertThat(merged("from-" + i)).hasContent("layer " + 2 * i);
    }
    onlyMount();
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
    assertThat(InstalledHelper.mountsIn(instance)).isEmpty();
  }

  @Test
  void mountsWhatAStrangeNameNames() throws IOException {
    List<Object> layers = new ArrayList<>();
    for (String name : List.of("a,upperdir=b", "a\\b", "a\\,b", "a b\t'\"$x", "a=b")) {
      Path layer = Files.createDirectories(instance.at("overlays/" + name));
      Files.createFile(layer.resolve("from-" + layers.size()));
      layers.add(layer);
    }
    Files.createDirectories(instance.at("overlays/a:b"));
    Files.createFile(instance.at("overlays/a:b/from-5"));
    layers.add(Files.createSymbolicLink(instance.at("overlays/colon"), Path.of("a:b")));
    InstanceFixture.command(
        "sh",
        "-c",
        "d=\"$1/overlays/$(printf 'a\\377\\200b')\"; mkdir \"$d\" && touch \"$d/from-6\"",
        "sh",
        instance.root().toString());
    layers.add(instance.root() + "/overlays/a\u00ff\u0080b");
    instance.lowerdirs(layers.toArray());

    InstalledHelper.run(instance, "mount", "alpha").assertDone();

    for (int i = 0; i < layers.size(); i++) {
      assertThat(merged("from-" + i)).exists();
    }
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    onlyMount();
  }

  @Test
  void saysWhichLayersOverlap() throws IOException {
    instance.lowerdirs(instance.at("overlays/top"), instance.at("overlays"));
    assertThat(InstalledHelper.run(instance, "mount", "alpha").refusal())
        .isEqualTo(
            "the kernel does not mount ROOT/runtime/alpha/merged: layers must not overlap, and"
                    .replace("ROOT", instance.root().toString())
                + " ROOT/overlays/top is inside ROOT/overlays"
                    .replace("ROOT", instance.root().toString()));
    assertThat(InstalledHelper.mountsIn(instance)).isEmpty();
    assertThat(instance.at("runtime/alpha/work")).isEmptyDirectory();
    assertThat(instance.at("runtime/alpha/upper")).isEmptyDirectory();
  }

  @Test
  void letsNothingOfItsCallerReachTheJvm() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "/bin/sh",
            "-c",
            "umask 777 && exec \"$@\" <&-",
            "sh",
            "/usr/libexec/left4me/left4me-overlay",
            "mount",
            "alpha");
    builder.directory(instance.at("overlays").toFile());
    for (String options : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      builder.environment().put(options, "-XX:NoSuchOption");
    }
    builder.environment().put("CLASSPATH", "/nowhere");
    builder.environment().put("PATH", "/nowhere");
    builder.environment().put("JAVA_HOME", "/nowhere");
    builder.environment().putAll(instance.environment());
    InstalledHelper.run(builder).assertDone();
    onlyMount();
  }

  @ParameterizedTest
  @MethodSource({
    RefusalCase.TABLES + "folders",
    RefusalCase.TABLES + "settings",
    RefusalCase.TABLES + "layers",
    RefusalCase.TABLES + "taints"
  })
  void refusesInOneLineAndMountsAndWritesNothing(RefusalCase given) throws IOException {
    given.spoiler().spoil(instance);
    List<String> before = instance.snapshot();
    String refusal = InstalledHelper.run(instance, "mount", "alpha").refusal();
    assertThat(refusal.replace(instance.root().toString(), "ROOT")).isEqualTo(given.expected());
    assertThat(InstalledHelper.mountsIn(instance)).isEmpty();
    assertThat(instance.snapshot()).isEqualTo(before);
  }

  @Test
  void refusesAnUpperThatAnotherInstanceUses() throws IOException {
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    Files.createDirectories(instance.at("instances/beta"));
    Files.copy(
        instance.at("instances/alpha/instance.env"), instance.at("instances/beta/instance.env"));
    for (String folder : List.of("work", "merged")) {
      Files.createDirectories(instance.at("runtime/beta/" + folder));
    }
    Files.move(instance.at("runtime/alpha/upper"), instance.at("runtime/beta/upper"));
    assertThat(InstalledHelper.run(instance, "mount", "beta").refusal())
        .isEqualTo(
            "upper or work of "
                + instance.at("runtime/beta")
                + " is in use by the overlay mounted at "
                + merged("")
                + "; unmount that");
    onlyMount();
  }

  /** With the mount in it, left4me can move the whole of an instance into a folder for content. */
  @ParameterizedTest
  @ValueSource(strings = {"merged", "merged/cfg"})
  void refusesALayerThatLiesInTheOverlayOfAnInstance(String folder) throws IOException {
    Files.createDirectories(instance.at("installation/cfg"));
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    Files.move(instance.at("runtime/alpha"), instance.at("overlays/moved"));
    Files.createDirectories(instance.at("instances/beta"));
    for (String own : List.of("upper", "work", "merged")) {
      Files.createDirectories(instance.at("runtime/beta/" + own));
    }
    Path layer = instance.at("overlays/moved").resolve(folder);
    instance.lowerdirs(layer, instance.at("installation"));
    Files.move(
        instance.at("instances/alpha/instance.env"), instance.at("instances/beta/instance.env"));

    assertThat(InstalledHelper.run(instance, "mount", "beta").refusal())
        .isEqualTo(layer + " is in the overlay of alpha; take it out");
    onlyMount();
  }

  @Test
  void knowsAnOverlayThatWasMountedByHand() throws IOException {
    String options = "lowerdir=installation,upperdir=ROOT/alpha/upper,workdir=ROOT/alpha/work";
    InstanceFixture.command(
        "sh",
        "-c",
        "cd \"$1\" && exec mount -t overlay overlay -o \"$2\" runtime/alpha/merged",
        "sh",
        root(),
        options.replace("ROOT", root() + "/runtime"));
    InstalledHelper.run(instance, "mount", "alpha").assertDone();
    onlyMount();
    InstalledHelper.run(instance, "umount", "alpha").assertDone();
    assertThat(InstalledHelper.mountsIn(instance)).isEmpty();
  }

  private String root() {
    return instance.root().toString();
  }

  private Path merged(String path) {
    return instance.at("runtime/alpha/merged").resolve(path);
  }

  private Mount onlyMount() throws IOException {
    assertThat(InstalledHelper.mountsIn(instance)).hasSize(1);
    return InstalledHelper.mountsIn(instance).getFirst();
  }
}
