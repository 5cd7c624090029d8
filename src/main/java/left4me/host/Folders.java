package left4me.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.Objects;

/** Folders opened as descriptors, from which a link that is slipped in later leads nowhere. */
final class Folders {

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
