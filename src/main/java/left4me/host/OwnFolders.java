package left4me.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import left4me.instance.InstanceFolders;

/**
 * Whose an instance's folders are: those that root restores from a copy, or makes by hand, are
 * root's, and what is in them is then neither seen nor changed.
 */
final class OwnFolders {

  private static final String USER = "left4me";

  private static final Set<PosixFilePermission> USABLE =
      PosixFilePermissions.fromString("rw-------");

  private OwnFolders() {}

  /** Whether this process is of the user whose all instances are. */
  static boolean isOurUser() {
    return System.getProperty("user.name").equals(USER);
  }

  /**
   * Whether the root of all instances is another user's to work with. To user left4me it may be
   * closed, but it is his.
   */
  static boolean areOfAnother(Path root) {
    if (Files.isWritable(root) || isOurUser()) {
      return false;
    }
    try {
      return !System.getProperty("user.name").equals(Files.getOwner(root).getName());
    } catch (IOException missing) {
      return false;
    }
  }

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
    try {
      return Folders.isEmpty(folder);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether this process may look into a folder; true of what is none. */
  static boolean isVisible(Path folder) {
    return !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || (Files.isReadable(folder) && Files.isExecutable(folder));
  }

  /**
   * Checks the folders of an instance, and those that they are in.
   *
   * @param operation what is tried, on what
   * @throws InstanceFilesException if one is closed; it says the cure
   */
  static void requireOpen(String operation, InstanceFolders folders) throws InstanceFilesException {
    Optional<String> closed =
        firstClosed(
            folders,
            Folders.parent(folders.settings()),
            folders.settings(),
            Folders.parent(folders.runtime()),
            folders.runtime());
    if (closed.isPresent()) {
      throw new InstanceFilesException(operation + ": " + closed.get());
    }
  }

  /**
   * What the file system refused, with the cure if one of these is closed.
   *
   * @param operation what was tried, on what
   * @param folders the instance
   * @param paths files and folders, those that others are in first
   */
  static InstanceFilesException refused(
      String operation, InstanceFolders folders, IOException refusal, Path... paths) {
    return firstClosed(folders, paths)
        .map(closed -> new InstanceFilesException(operation + ": " + closed))
        .orElseGet(() -> new InstanceFilesException(operation, refusal));
  }

  /** Of the first of these that is closed to this process, why it is, and the cure. */
  static Optional<String> firstClosed(InstanceFolders folders, Path... paths) {
    return Stream.of(paths)
        .map(path -> closed(folders, path))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> closed(InstanceFolders folders, Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || isUsable(folders, path)) {
      return Optional.empty();
    }
    try {
      String owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName();
      if (!owner.equals(System.getProperty("user.name"))) {
        return Optional.of(
            path
                + " belongs to "
                + owner
                + (path.equals(folders.root())
                    ? "; if it is a disk of its own, mount that first; else, as root: "
                    : "; as root: ")
                + givenBack(folders, path));
      }
      if (!Files.getPosixFilePermissions(path).containsAll(USABLE)) {
        return Optional.of(path + " is closed to its owner; chmod u+rwX " + path);
      }
      return Optional.of(
          path
              + " cannot be changed, not by its owner either: its file system is mounted read-only"
              + " (findmnt -T "
              + path
              + "), or it is immutable (lsattr -d "
              + path
              + ")");
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The command that gives it back to its user. Never one that goes through what other instances or
   * the content have in there, which may be whose it likes.
   */
  private static String givenBack(InstanceFolders folders, Path path) {
    boolean ofOneInstance =
        path.startsWith(folders.settings()) || path.startsWith(folders.runtime());
    RootsCommand command = new RootsCommand(folders.root());
    return ofOneInstance && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        ? command.giveAll(path)
        : command.give(path);
  }

  private static boolean isUsable(InstanceFolders folders, Path path) {
    // An empty one of another's can be removed; but not the root, on which a disk may be mounted.
    boolean removable =
        Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !path.equals(folders.root());
    return removable ? isOpen(path) : Files.isReadable(path) && Files.isWritable(path);
  }
}
