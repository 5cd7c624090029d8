package left4me.host;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.UUID;

/**
 * Erases what a server left, whatever that is: through no link, and as deep as it may go. A tree
 * can be deeper than any stack, and than any number of open files: so each folder's folders are
 * moved up before it is erased, and no more than a few are open at a time.
 */
final class TreeEraser {

  private static final int PASSES = 3;

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
    try {
      if (!Folders.isFolder(parent, name)) {
        parent.deleteFile(name);
      } else if (!eraseEmpty(parent, name)) {
        try (SecureDirectoryStream<Path> top = Folders.openOwn(parent, name, path)) {
          new TreeEraser(top, path).eraseContent();
        }
        if (!eraseEmpty(parent, name)) {
          throw new DirectoryNotEmptyException(path.toString());
        }
      }
    } catch (NoSuchFileException e) {
      // Gone is gone.
    }
  }

  /** A few times, as others may go on making files in it, or the file system itself. */
  private void eraseContent() throws IOException {
    int inVain = 0;
    while (inVain < PASSES) {
      long before = moved;
      // What was moved up meanwhile, or not met, is for the next time.
      if (!Folders.forEach(top, this::eraseEntry)) {
        return;
      }
      inVain = moved > before ? 0 : inVain + 1;
    }
  }

  private void eraseEntry(Path entry) throws IOException {
    try {
      if (!Folders.isFolder(top, entry)) {
        top.deleteFile(entry);
      } else if (!eraseEmpty(top, entry)) {
        eraseLevel(entry);
      }
    } catch (NoSuchFileException e) {
      // Gone is gone.
    }
  }

  /** Erases a folder of the top one, but for the folders in it, which move up beside it. */
  private void eraseLevel(Path name) throws IOException {
    Path here = path.resolve(name);
    try (SecureDirectoryStream<Path> folder = Folders.openOwn(top, name, here)) {
      Folders.forEach(folder, entry -> eraseOrMoveUp(folder, here, entry));
    }
    eraseEmpty(top, name);
  }

  private void eraseOrMoveUp(SecureDirectoryStream<Path> folder, Path here, Path entry)
      throws IOException {
    try {
      if (!Folders.isFolder(folder, entry)) {
        folder.deleteFile(entry);
      } else if (!eraseEmpty(folder, entry)) {
        // A folder has to be writable to be moved.
        Folders.openOwn(folder, entry, here.resolve(entry)).close();
        folder.move(entry, top, Path.of(prefix + moved++));
      }
    } catch (NoSuchFileException e) {
      // Gone is gone.
    }
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
