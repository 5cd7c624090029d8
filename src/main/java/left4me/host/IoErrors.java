package left4me.host;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Words for what the file system refuses; the JDK's messages are often just the path. */
final class IoErrors {

  private IoErrors() {}

  static String describe(IOException e) {
    return switch (e) {
      case FileSystemException f -> {
        // Of two, what was in the way is the second; of what is open, the JDK has no name.
        String file = f.getOtherFile() != null ? f.getOtherFile() : f.getFile();
        yield file == null ? reason(f) : file + ": " + reason(f);
      }
      default -> Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    };
  }

  /** What was refused, without of what. */
  static String reason(FileSystemException e) {
    return switch (e) {
      case NoSuchFileException f -> "no such file or folder";
      case AccessDeniedException f ->
          Objects.requireNonNullElse(f.getReason(), "permission denied");
      case FileAlreadyExistsException f -> "is there already";
      case NotDirectoryException f -> "is not a folder";
      case DirectoryNotEmptyException f -> "is a folder, and not empty";
      default -> Objects.requireNonNullElse(e.getReason(), "failed");
    };
  }
}
