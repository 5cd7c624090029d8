package left4me.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Folders opened as descriptors, from which a link that is slipped in later leads nowhere. */
final class Folders {

  private static final Set<PosixFilePermission> OWNER_ALL =
      PosixFilePermissions.fromString("rwx------");

  private Folders() {}

  /** Opens a folder; its own last component may not be a link. */
  static SecureDirectoryStream<Path> open(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(folder.toString());
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(folder.toString());
    }
    try (SecureDirectoryStream<Path> parent = secure(parent(folder))) {
      return parent.newDirectoryStream(folder.getFileName(), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * Opens a folder that the server may have left without permissions, and gives its owner all of
   * them.
   *
   * @param parent the folder that it is in
   * @param name its name there
   * @param path its path, by which permissions are changed if it cannot be opened without: the JDK
   *     needs to read a folder to change it by descriptor. A link slipped in there leads at most to
   *     something of the caller's own, and what is opened is opened through no link.
   */
  static SecureDirectoryStream<Path> openOwn(
      SecureDirectoryStream<Path> parent, Path name, Path path) throws IOException {
    SecureDirectoryStream<Path> folder;
    try {
      folder = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    } catch (AccessDeniedException e) {
      openUp(Files.getFileAttributeView(path, PosixFileAttributeView.class), path);
      folder = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    }
    try {
      PosixFileAttributeView view = folder.getFileAttributeView(PosixFileAttributeView.class);
      if (!view.readAttributes().permissions().containsAll(OWNER_ALL)) {
        openUp(view, path);
      }
    } catch (IOException e) {
      folder.close();
      throw e;
    }
    return folder;
  }

  /** Of what is another user's, the kernel says "not permitted", as of what is immutable. */
  private static void openUp(PosixFileAttributeView folder, Path path) throws IOException {
    try {
      folder.setPermissions(OWNER_ALL);
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      String owner = folder.getOwner().getName();
      if (owner.equals(System.getProperty("user.name"))) {
        // Of what is changed by its descriptor, the JDK has no name.
        throw new FileSystemException(path.toString(), null, e.getReason());
      }
      throw new AccessDeniedException(path.toString(), null, "it belongs to " + owner);
    }
  }

  /** Whether an entry is a folder itself, and no link to one. */
  static boolean isFolder(SecureDirectoryStream<Path> parent, Path name) throws IOException {
    return parent
        .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes()
        .isDirectory();
  }

  /** What is to be done with an entry of a folder. */
  interface EntryAction {

    /**
     * Does it.
     *
     * @param name the entry's name; it may be removed or moved away
     */
    void accept(Path name) throws IOException;
  }

  /**
   * Has something done with each entry of an open folder. One at a time, and no list of them is
   * made: a server may leave more in a folder than any process has memory for. What is added or
   * removed meanwhile may be met or not ({@code readdir(3)}).
   *
   * @return whether there was any
   */
  static boolean forEach(SecureDirectoryStream<Path> folder, EntryAction action)
      throws IOException {
    // Opened anew, as a directory stream is read once.
    try (DirectoryStream<Path> entries =
        folder.newDirectoryStream(Path.of("."), LinkOption.NOFOLLOW_LINKS)) {
      return forEachOf(entries, action);
    }
  }

  /** The same with those of a stream that was not read yet. */
  static boolean forEachOf(DirectoryStream<Path> entries, EntryAction action) throws IOException {
    try {
      Iterator<Path> entry = entries.iterator();
      boolean any = entry.hasNext();
      while (entry.hasNext()) {
        action.accept(entry.next().getFileName());
      }
      return any;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Whether there is nothing in a folder. */
  static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** The names of the entries of a folder in which no server can make any. */
  static List<Path> entries(Path folder) throws IOException {
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      forEachOf(entries, names::add);
    }
    return names;
  }

  /** The folder that a path, which is not the root of all, is in. */
  static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent(), path::toString);
  }

  @SuppressWarnings("StreamResourceLeak") // it is what the caller gets, and closes
  private static SecureDirectoryStream<Path> secure(Path folder) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    stream.close();
    throw new IOException(folder + ": this file system has no openat(2)");
  }
}
