package left4me.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;

/** Finds instances by their settings on disk. */
final class InstanceList {

  private InstanceList() {}

  static List<InstanceName> initialized(Path root) throws InstanceFilesException {
    // One that may not be looked into is not overlooked.
    return where(
        root,
        folders ->
            Files.exists(folders.instanceEnv()) || !OwnFolders.isVisible(folders.settings()));
  }

  /** Those that were initialized with a port. */
  static List<InstanceName> withPort(Path root, int port) throws InstanceFilesException {
    return where(root, folders -> InstanceSettings.port(folders).equals(OptionalInt.of(port)));
  }

  static List<InstanceName> marked(Path root) throws InstanceFilesException {
    // Nor here: the start of one that may not be looked into says why it cannot be.
    return where(
        root,
        folders ->
            Files.exists(folders.autostartMark()) || !OwnFolders.isVisible(folders.settings()));
  }

  private static List<InstanceName> where(Path root, Predicate<InstanceFolders> condition)
      throws InstanceFilesException {
    Path settings = root.resolve(InstanceFolders.INSTANCES);
    try {
      return Folders.entries(settings).stream()
          .map(Path::toString)
          .filter(InstanceName::isValid)
          .map(InstanceName::new)
          .filter(name -> condition.test(new InstanceFolders(root, name)))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new InstanceFilesException("list the instances in " + settings, e);
    }
  }
}
