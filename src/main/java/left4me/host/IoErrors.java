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
      case NoSuchFileException f -> f.getFile() + ": no such file or folder";
      case AccessDeniedException f -> f.getFile() + ": permission denied";
      case FileAlreadyExistsException f -> f.getFile() + ": is there already";
      case NotDirectoryException f -> f.getFile() + ": is not a folder";
      case DirectoryNotEmptyException f -> f.getFile() + ": is a folder, and not empty";
      // Of two, what was in the way is the second.
      case FileSystemException f -> {
        String reason = Objects.requireNonNullElse(f.getReason(), "failed");
        String file = f.getOtherFile() != null ? f.getOtherFile() : f.getFile();
        // The JDK names none of what it changes by its descriptor.
        yield file == null ? reason : file + ": " + reason;
      }
      default -> Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    };
  }
}
