package left4me.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import left4me.instance.InstanceFolders;

/**
 * Whose an instance's folders are: those that root restores from a copy, or makes by hand, are
 * root's, and what is in them is then neither seen nor changed.
 */
final class OwnFolders {

  private OwnFolders() {}

  /**
   * Whether this process may look into a folder and change what is in it; true of what is none, and
   * of one that is empty, which can be removed whosever it is.
   */
  static boolean isOpen(Path folder) {
    return !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || (Files.isReadable(folder)
            && Files.isExecutable(folder)
            && (Files.isWritable(folder) || isEmpty(folder)));
  }

  private static boolean isEmpty(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Checks the folders of an instance, and those that they are in.
   *
   * @param operation what is tried, on what
   * @throws InstanceFilesException if one is closed, and another user's; it says the cure
   */
  static void requireOpen(String operation, InstanceFolders folders) throws InstanceFilesException {
    for (Path folder :
        List.of(
            Folders.parent(folders.settings()),
            folders.settings(),
            Folders.parent(folders.runtime()),
            folders.runtime())) {
      Optional<String> foreign = isOpen(folder) ? Optional.empty() : foreign(folder);
      if (foreign.isPresent()) {
        throw new InstanceFilesException(operation + ": " + foreign.get());
      }
    }
  }

  /** That a folder belongs to another user than this process's, and the cure; empty if not. */
  static Optional<String> foreign(Path folder) {
    try {
      String owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
      return owner.equals(System.getProperty("user.name"))
          ? Optional.empty()
          : Optional.of(
              folder + " belongs to " + owner + "; as root: chown -R left4me:left4me " + folder);
    } catch (IOException missing) {
      return Optional.empty();
    }
  }
}
