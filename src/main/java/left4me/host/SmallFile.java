package left4me.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file that is small where all is well. Where it is not, a fifo in its place would keep its
 * reader waiting, and a file of gigabytes, or a link to a device, take all memory.
 */
final class SmallFile {

  private SmallFile() {}

  /**
   * Reads it; what is no text in UTF-8 gets replacement characters.
   *
   * @param limit in bytes
   * @throws IOException if it is larger, or no file
   */
  static String read(Path file, int limit) throws IOException {
    if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
      throw new FileSystemException(file.toString(), null, "is not a file");
    }
    try (InputStream content = Files.newInputStream(file)) {
      byte[] bytes = content.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new FileSystemException(file.toString(), null, "is larger than " + limit + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
