package left4me.bench;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.instance.Lowerdirs;
import left4me.lab.StandIn;

/** An instance that is only mounted, never run. For root, who makes it left4me's. */
final class Tree implements AutoCloseable {

  private static final int FILES_IN_A_FOLDER = 1000;
  private static final Path LAYERS = StandIn.ROOT.resolve("overlays/bench");

  private final InstanceFolders folders;
  private int files;

  /** Makes one with a number of layers, the game's included. */
  Tree(String name, int layers) throws IOException, InterruptedException {
    folders = new InstanceFolders(StandIn.ROOT, new InstanceName(name));
    Files.createDirectories(LAYERS);
    List<Path> paths =
        Stream.concat(
                IntStream.range(1, layers).mapToObj(i -> LAYERS.resolve(Integer.toString(i))),
                Stream.of(StandIn.ROOT.resolve("installation")))
            .toList();
    for (Path path : paths) {
      Files.createDirectories(path);
    }
    for (Path folder : List.of(folders.upper(), folders.work(), folders.merged())) {
      Files.createDirectories(folder);
    }
    Files.createDirectories(folders.settings());
    Files.writeString(
        folders.instanceEnv(),
        new Lowerdirs(paths.stream().map(Path::toString).toList()).toLine() + "\n");
    own(LAYERS, folders.settings(), folders.runtime());
  }

  /** Adds empty files to upper until there are so many. */
  void fill(int count) throws IOException, InterruptedException {
    while (files < count) {
      Path folder = folders.upper().resolve(Integer.toString(files / FILES_IN_A_FOLDER));
      try {
        Files.createDirectory(folder);
      } catch (FileAlreadyExistsException begun) {
        // By the last fill, which ended in the middle of it.
      }
      for (int i = 0; i < FILES_IN_A_FOLDER && files < count; i++, files++) {
        Files.createFile(folder.resolve("file-" + files));
      }
    }
    own(folders.upper());
  }

  /** Changes upper, so that whatever proof there is of it holds no longer. */
  void touch() throws IOException {
    Files.setLastModifiedTime(folders.upper(), FileTime.from(Instant.now()));
  }

  void mount(String helper) throws IOException, InterruptedException {
    Program.run(helper, "mount", folders.name().value());
  }

  void umount(String helper) throws IOException, InterruptedException {
    Program.run(helper, "umount", folders.name().value());
  }

  private static void own(Path... paths) throws IOException, InterruptedException {
    for (Path path : paths) {
      Program.run("chown", "-R", "left4me:left4me", path.toString());
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    umount(Program.HELPER);
    Program.run(
        "rm",
        "-rf",
        "--one-file-system",
        folders.runtime().toString(),
        folders.settings().toString());
  }
}
