package left4me.host;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.UUID;

/**
 * Erases what a server left, whatever that is: through no link, and as deep as it may go. A tree
 * can be deeper than any stack, and than any number of open files: so each folder's folders are
 * moved up before it is erased, and no more than two are open at a time.
 */
final class TreeEraser {

  private final SecureDirectoryStream<Path> top;
  private final Path path;

  /** No name in the tree begins like this, as no server can guess it. */
  private final String prefix = ".erase-" + UUID.randomUUID() + "-";

  private long moved;

  private TreeEraser(SecureDirectoryStream<Path> top, Path path) {
    this.top = top;
    this.path = path;
  }

  /**
   * Erases an entry of a folder.
   *
   * @param parent the folder
   * @param name the entry
   * @param path the entry's path
   */
  static void erase(SecureDirectoryStream<Path> parent, Path name, Path path) throws IOException {
    if (!Folders.isFolder(parent, name)) {
      parent.deleteFile(name);
    } else if (!eraseEmpty(parent, name)) {
      try (SecureDirectoryStream<Path> top = Folders.openOwn(parent, name, path)) {
        new TreeEraser(top, path).eraseContent();
      }
      parent.deleteDirectory(name);
    }
  }

  private void eraseContent() throws IOException {
    // What was moved up meanwhile, or not met, is for the next time.
    while (Folders.forEach(top, this::eraseEntry)) {}
  }

  private void eraseEntry(Path entry) throws IOException {
    if (!Folders.isFolder(top, entry)) {
      top.deleteFile(entry);
    } else if (!eraseEmpty(top, entry)) {
      eraseLevel(entry);
    }
  }

  /** Erases a folder of the top one, but for the folders in it, which move up beside it. */
  private void eraseLevel(Path name) throws IOException {
    Path here = path.resolve(name);
    try (SecureDirectoryStream<Path> folder = Folders.openOwn(top, name, here)) {
      Folders.forEach(
          folder,
          entry -> {
            if (!Folders.isFolder(folder, entry)) {
              folder.deleteFile(entry);
            } else if (!eraseEmpty(folder, entry)) {
              // A folder has to be writable to be moved.
              Folders.openOwn(folder, entry, here.resolve(entry)).close();
              folder.move(entry, top, Path.of(prefix + moved++));
            }
          });
    }
    eraseEmpty(top, name);
  }

  private static boolean eraseEmpty(SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    try {
      folder.deleteDirectory(name);
      return true;
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }
}
