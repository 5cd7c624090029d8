package left4me.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Replaces a file in one step: a reader, or a power loss, meets the old text or the new one, whole
 * (rename(2); fsync(2) of the file, then of its folder).
 */
final class AtomicFile {

  private static final Set<StandardOpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private static final FileAttribute<Set<PosixFilePermission>> OWNERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

  private AtomicFile() {}

  /**
   * Writes the text beside the file, then renames it over the file. One caller at a time in a
   * folder, as the lock of an instance has it: what one that was killed has left beside the file,
   * the next one replaces.
   */
  static void write(Path file, String text) throws IOException {
    SequencedMap<Path, String> texts = new LinkedHashMap<>();
    texts.put(file, text);
    write(Folders.parent(file), texts);
  }

  /**
   * The same of several files of a folder. None is renamed before all are written: a full disk
   * leaves the old ones as they were.
   *
   * @param texts what is to be in which file, in the order in which they are renamed
   */
  static void write(Path folder, SequencedMap<Path, String> texts) throws IOException {
    try {
      for (Map.Entry<Path, String> text : texts.entrySet()) {
        Path file = text.getKey();
        Files.deleteIfExists(next(file));
        try (FileChannel channel = FileChannel.open(next(file), NEW_FILE, OWNERS)) {
          writeAll(channel, file, text.getValue());
        }
      }
      for (Path file : texts.sequencedKeySet()) {
        Files.move(next(file), file, StandardCopyOption.ATOMIC_MOVE);
      }
      syncFolder(folder);
    } finally {
      for (Path file : texts.sequencedKeySet()) {
        Files.deleteIfExists(next(file));
      }
    }
  }

  private static Path next(Path file) {
    return Folders.parent(file).resolve("." + file.getFileName() + ".new");
  }

  private static void writeAll(FileChannel channel, Path file, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (ClosedByInterruptException interrupted) {
      throw interrupted;
    } catch (IOException e) {
      // As of a full disk; the channel does not know whose it is.
      throw new FileSystemException(file.toString(), null, e.getMessage());
    }
  }

  /**
   * Makes an empty file, or replaces one by it. It has nothing to lose but its name, which {@link
   * #syncFolder} makes last.
   */
  static void writeEmpty(Path file) throws IOException {
    Path next = next(file);
    Files.deleteIfExists(next);
    try {
      Files.createFile(next, OWNERS);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** Makes what was created, renamed or deleted in the folder last. */
  static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
