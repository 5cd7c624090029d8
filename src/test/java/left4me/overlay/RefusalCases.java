package left4me.overlay;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import left4me.instance.InstanceFolders;

/** What mount refuses: the tables for the tests without a host and for those in the lab. */
final class RefusalCases {

  private RefusalCases() {}

  static Stream<RefusalCase> folders() {
    return Stream.of(
        missing("runtime", "initialize the instance first"),
        missing("runtime/alpha", "initialize the instance first"),
        missing("runtime/alpha/merged", "initialize the instance first"),
        missing("runtime/alpha/upper", "initialize the instance again"),
        missing("runtime/alpha/work", "initialize the instance again"),
        missing("instances", "initialize the instance first"),
        missing("instances/alpha", "initialize the instance first"),
        missing("instances/alpha/instance.env", "initialize the instance first"),
        link("runtime"),
        link("runtime/alpha"),
        link("runtime/alpha/merged"),
        link("runtime/alpha/upper"),
        link("runtime/alpha/work"),
        link("instances"),
        link("instances/alpha"),
        link("instances/alpha/instance.env"),
        file("runtime/alpha"),
        file("runtime/alpha/merged"),
        file("runtime/alpha/upper"),
        file("runtime/alpha/work"),
        file("instances/alpha"),
        file("overlays"),
        new RefusalCase(
            "a top folder that leads out of the root",
            instance -> {
              instance.remove("overlays");
              Files.createSymbolicLink(instance.at("overlays"), Path.of("/usr"));
            },
            "ROOT/overlays leads out of the root, to /usr; replace the link by a real folder, or"
                + " mount that one there"),
        new RefusalCase(
            "a top folder that leads to the root itself",
            instance -> {
              instance.remove("overlays");
              Files.createSymbolicLink(instance.at("overlays"), Path.of("."));
            },
            "ROOT/overlays leads out of the root, to ROOT; replace the link by a real folder, or"
                + " mount that one there"),
        new RefusalCase(
            "a top folder that leads to what is mounted for instances",
            instance -> {
              instance.remove("overlays");
              Files.createSymbolicLink(instance.at("overlays"), Path.of("runtime"));
            },
            "ROOT/overlays leads to ROOT/runtime, which is the instances' own; replace the link by a"
                + " real folder"),
        new RefusalCase(
            "a top folder that leads to one in an instance's settings",
            instance -> {
              instance.remove("overlays");
              Files.createSymbolicLink(instance.at("overlays"), Path.of("instances/alpha"));
            },
            "ROOT/overlays leads to ROOT/instances/alpha, which is the instances' own; replace the"
                + " link by a real folder"),
        new RefusalCase(
            "a top folder that leads to a place of a long name",
            instance -> {
              Path deep = instance.root();
              for (int i = 0; i < 6; i++) {
                deep = deep.resolve("x".repeat(200));
              }
              Files.createDirectories(deep);
              instance.remove("overlays");
              Files.createSymbolicLink(instance.at("overlays"), deep);
            },
            "ROOT/overlays leads to a place of more than 256 characters; move it to one of a shorter"
                + " name"),
        new RefusalCase(
            "a top folder that leads to one with a newline in its name",
            instance -> {
              Files.move(instance.at("overlays"), instance.at("two\nlines"));
              Files.createSymbolicLink(instance.at("overlays"), Path.of("two\nlines"));
            },
            "ROOT/overlays leads to ROOT/two\\nlines, which has a newline in its name; rename it"));
  }

  private static RefusalCase missing(String path, String cure) {
    return new RefusalCase(
        path + " is missing",
        instance -> instance.remove(path),
        "ROOT/" + path + " does not exist; " + cure);
  }

  private static RefusalCase link(String path) {
    return new RefusalCase(
        path + " is a link",
        instance -> instance.replaceByLink(path),
        "ROOT/" + path + " is a symbolic link; replace it by what it stands for");
  }

  private static RefusalCase file(String path) {
    return new RefusalCase(
        path + " is a file",
        instance -> {
          instance.remove(path);
          Files.createFile(instance.at(path));
        },
        "ROOT/" + path + " is not a directory, or something on the way to it is not");
  }

  static Stream<RefusalCase> settings() {
    String env = "ROOT/instances/alpha/instance.env";
    String cure = "; correct the blueprint and initialize again";
    String notRegular = env + " is not a regular file; remove it and initialize the instance";
    return Stream.of(
        env("an empty file", "", env + ": has no L4D2_LOWERDIRS line" + cure),
        env("no such line", "L4D2_PORT=1\n", env + ": has no L4D2_LOWERDIRS line" + cure),
        env("an empty line", "L4D2_LOWERDIRS=\n", env + ": L4D2_LOWERDIRS is empty" + cure),
        env(
            "an empty first line before a good one",
            "L4D2_LOWERDIRS=\nL4D2_LOWERDIRS=/usr\n",
            env + ": L4D2_LOWERDIRS is empty" + cure),
        env(
            "an empty entry",
            "L4D2_LOWERDIRS=/usr::/bin\n",
            env + ": L4D2_LOWERDIRS: entry 2 is empty" + cure),
        env(
            "a NUL",
            "L4D2_LOWERDIRS=/usr\0/x\n",
            env + ": L4D2_LOWERDIRS: entry 1 has a colon, a newline or a NUL in it" + cure),
        env(
            "501 layers",
            "L4D2_LOWERDIRS="
                + IntStream.range(0, 501).mapToObj(i -> "/l" + i).collect(Collectors.joining(":")),
            env + ": L4D2_LOWERDIRS has 501 entries; the kernel stacks at most 500" + cure),
        env(
            "more than is read",
            "L4D2_LOWERDIRS=/usr\n" + "x".repeat(InstanceFolders.INSTANCE_ENV_LIMIT),
            env + " is larger than 4194304 bytes; initialize the instance first"),
        new RefusalCase(
            "a fifo for the settings",
            instance -> {
              instance.remove("instances/alpha/instance.env");
              InstanceFixture.command(
                  "mkfifo", instance.at("instances/alpha/instance.env").toString());
            },
            notRegular),
        new RefusalCase(
            "a folder for the settings",
            instance -> {
              instance.remove("instances/alpha/instance.env");
              Files.createDirectory(instance.at("instances/alpha/instance.env"));
            },
            notRegular),
        new RefusalCase(
            "a socket for the settings",
            instance -> {
              instance.remove("instances/alpha/instance.env");
              try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                socket.bind(
                    UnixDomainSocketAddress.of(instance.at("instances/alpha/instance.env")));
              }
            },
            notRegular),
        new RefusalCase(
            "an endless device for the settings",
            instance -> {
              instance.remove("instances/alpha/instance.env");
              Files.createSymbolicLink(
                  instance.at("instances/alpha/instance.env"), Path.of("/dev/zero"));
            },
            env + " is a symbolic link; replace it by what it stands for"));
  }

  private static RefusalCase env(String what, String text, String expected) {
    return new RefusalCase(what, instance -> instance.env(text), expected);
  }

  static Stream<RefusalCase> layers() {
    String outside =
        " is outside the root's folders for content: installation, overlays,"
            + " global_overlay_cache, workshop_cache";
    return Stream.of(
        layer("ROOT/overlays/nope", " does not exist; create it, or take it out of the blueprint"),
        layer("/usr", outside),
        layer("/", outside),
        layer("ROOT", outside),
        layer("ROOT/runtime/alpha/upper", outside),
        layer("ROOT/overlays/../runtime", " leads to ROOT/runtime, which" + outside),
        layer("ROOT/overlays/../../../../../../../usr", " leads to /usr, which" + outside),
        layer("ROOT/overlays//usr", " does not exist; create it, or take it out of the blueprint"),
        layer("overlays/top", " is not an absolute path"),
        layer(".", " is not an absolute path"),
        layer(
            "/proc/self/cwd", " leads through a loop of symbolic links, or through one of /proc's"),
        layer(
            "/proc/self/root/usr",
            " leads through a loop of symbolic links, or through one of /proc's"),
        prepared(
            "ROOT/overlays/file",
            instance -> Files.createFile(instance.at("overlays/file")),
            " is not a directory, or something on the way to it is not"),
        prepared(
            "ROOT/overlays-not",
            instance -> Files.createDirectory(instance.at("overlays-not")),
            outside),
        prepared(
            "ROOT/overlays/loop",
            instance -> Files.createSymbolicLink(instance.at("overlays/loop"), Path.of("loop")),
            " leads through a loop of symbolic links, or through one of /proc's"),
        prepared(
            "ROOT/overlays/out",
            instance -> Files.createSymbolicLink(instance.at("overlays/out"), Path.of("/usr")),
            " leads to /usr, which" + outside),
        prepared(
            "ROOT/overlays/out/share",
            instance -> Files.createSymbolicLink(instance.at("overlays/out"), Path.of("/usr")),
            " leads to /usr/share, which" + outside),
        prepared(
            "ROOT/overlays/line",
            instance -> {
              Files.createDirectory(instance.at("overlays/two\nlines"));
              Files.createSymbolicLink(instance.at("overlays/line"), Path.of("two\nlines"));
            },
            " leads to ROOT/overlays/two\\nlines, which has a newline in its name; rename it"),
        prepared(
            "ROOT/overlays/" + "x".repeat(256),
            instance -> {},
            " cannot be opened: File name too long (ENAMETOOLONG)"));
  }

  private static RefusalCase layer(String path, String problem) {
    return prepared(path, instance -> {}, problem);
  }

  private static RefusalCase prepared(String path, RefusalCase.Spoiler spoiler, String problem) {
    return new RefusalCase(
        "layer " + path,
        instance -> {
          spoiler.spoil(instance);
          instance.lowerdirs(
              instance.at("installation"), path.replace("ROOT", instance.root().toString()));
        },
        "ROOT/instances/alpha/instance.env: L4D2_LOWERDIRS, entry 2: " + path + problem);
  }

  static Stream<RefusalCase> taints() {
    return Stream.of(taint("."), taint("file"), taint("folder/"), taint("a/b/c/d/e/f/g/file"));
  }

  private static RefusalCase taint(String path) {
    return new RefusalCase(
        "the mark on " + path,
        instance -> {
          Path marked = instance.at("runtime/alpha/upper").resolve(path).normalize();
          Files.createDirectories(path.endsWith("/") ? marked : marked.getParent());
          if (!Files.exists(marked)) {
            Files.createFile(marked);
          }
          Files.setAttribute(
              marked, "user:fuseoverlayfs.opaque", "y".getBytes(StandardCharsets.US_ASCII));
          Files.setAttribute(marked, "user:other", "y".getBytes(StandardCharsets.US_ASCII));
        },
        ("ROOT/runtime/alpha/upper/" + path).replaceAll("/\\.?$", "")
            + " carries the attribute user.fuseoverlayfs.opaque of fuse-overlayfs, which the kernel"
            + " ignores: deleted files would come back; reset the instance, or empty this upper;"
            + " left4me-migrate.service does that for all of the host, once");
  }
}
