package left4me.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedMap;
import left4me.instance.InstanceFolders;
import left4me.instance.Lowerdirs;

/** The folders and the three files that initialize makes. */
final class InstanceSettings {

  private static final String PORT = "L4D2_PORT=";

  private final InstanceFolders folders;

  InstanceSettings(InstanceFolders folders) {
    this.folders = folders;
  }

  /**
   * Makes the folders and replaces the files, each atomically, and none before all are written.
   * {@code instance.env} comes last: it is what the helper reads, and names nothing that is not
   * there yet.
   */
  void write(Blueprint blueprint) throws IOException {
    // Before anything is written, as it may be refused.
    String environment = environment(blueprint);
    for (Path folder :
        List.of(folders.settings(), folders.upper(), folders.work(), folders.merged())) {
      Files.createDirectories(folder);
    }
    SequencedMap<Path, String> texts = new LinkedHashMap<>();
    texts.put(folders.specYaml(), blueprint.source());
    texts.put(folders.serverCfg(), lines(blueprint.config()));
    texts.put(folders.instanceEnv(), environment);
    AtomicFile.write(folders.settings(), texts);
  }

  private String environment(Blueprint blueprint) throws IOException {
    return lines(
        List.of(
            PORT + blueprint.port(),
            "L4D2_ARGS=" + ArgumentLine.of(blueprint.arguments()),
            lowerdirs(blueprint).toLine()));
  }

  private Lowerdirs lowerdirs(Blueprint blueprint) throws IOException {
    try {
      return new Lowerdirs(blueprint.layers(folders.root()).stream().map(Path::toString).toList());
    } catch (IllegalArgumentException e) {
      // Of a blueprint that is well by itself: with the root before each, they are too long.
      throw new FileSystemException(folders.instanceEnv().toString(), null, e.getMessage());
    }
  }

  /**
   * The port that an instance was initialized with; empty if it was not, or may not be looked at.
   */
  static OptionalInt port(InstanceFolders folders) {
    try {
      return port(SmallFile.read(folders.instanceEnv(), InstanceFolders.INSTANCE_ENV_LIMIT));
    } catch (IOException notInitialized) {
      return OptionalInt.empty();
    }
  }

  /**
   * The port in the text of {@code instance.env}: the first line of its key counts, as for the
   * server.
   */
  static OptionalInt port(String instanceEnv) {
    return instanceEnv
        .lines()
        .filter(line -> line.startsWith(PORT))
        .limit(1)
        .map(line -> line.substring(PORT.length()))
        .filter(digits -> digits.matches("[0-9]{1,5}"))
        .mapToInt(Integer::parseInt)
        .findFirst();
  }

  private static String lines(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /**
   * Reads the blueprint back, as the start needs it.
   *
   * @param verb what it is read for
   * @param blueprints those of earlier starts
   * @throws NotInitializedException if the instance was not initialized, or only in part
   * @throws InstanceFilesException if its folders are closed to us
   */
  Blueprint read(String verb, RecentBlueprints blueprints) throws HostException {
    OwnFolders.requireOpen(verb + " " + folders.name(), folders);
    for (Path file : List.of(folders.specYaml(), folders.serverCfg(), folders.instanceEnv())) {
      if (!Files.isRegularFile(file)) {
        throw missing(verb, file, "is not a file; remove it, and initialize the instance");
      }
      if (!Files.isReadable(file)) {
        throw OwnFolders.refused(
            verb + " " + folders.name(), folders, new AccessDeniedException(file.toString()), file);
      }
    }
    for (Path folder : List.of(folders.upper(), folders.work(), folders.merged())) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw missing(verb, folder, "is not a folder; replace it by one");
      }
    }
    return blueprints.read(folders.specYaml());
  }

  private HostException missing(String verb, Path path, String otherwise) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        ? new InstanceFilesException(verb + " " + folders.name() + ": " + path + " " + otherwise)
        : new NotInitializedException(verb, folders.name(), "no " + path);
  }
}
