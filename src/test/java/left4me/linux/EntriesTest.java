package left4me.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made, moved and locked by way of an open folder. */
final class EntriesTest {

  private Path folder;
  private Descriptor opened;

  @BeforeEach
  void open(@TempDir Path temporary) throws IOException {
    folder = temporary.toRealPath();
    opened = Descriptor.openAbsolute(folder.toString(), OpenHow.FOLDER_ANYWHERE);
  }

  @AfterEach
  void close() {
    opened.close();
  }

  private static void assertRefused(Errno errno, ThrowingCallable call) {
    assertThatExceptionOfType(LinuxException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.errno()).isEqualTo(errno));
  }

  @Test
  void aFolderIsMadeWhereNothingIs() throws IOException {
    Entries.makeDirectory(opened, "made", 0700);
    assertThat(Files.getPosixFilePermissions(folder.resolve("made"))).hasSize(3);
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    assertRefused(Errno.EEXIST, () -> Entries.makeDirectory(opened, "link", 0700));
    assertThat(folder.resolve("nowhere")).doesNotExist();
    assertThatIllegalArgumentException().isThrownBy(() -> Entries.makeDirectory(opened, "a/b", 0));
  }

  @Test
  void aFileIsMadeWhereNothingIs() throws IOException {
    try (Descriptor file = opened.open("made", OpenHow.NEW_FILE)) {
      file.sync();
      file.write("text");
    }
    assertThat(folder.resolve("made")).hasContent("text");
    assertRefused(Errno.EEXIST, () -> opened.open("made", OpenHow.NEW_FILE).close());
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    assertThatExceptionOfType(LinuxException.class)
        .isThrownBy(() -> opened.open("link", OpenHow.NEW_FILE).close());
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @Test
  void aLinkIsMovedItselfAndNotWhereItLeads() throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"));
    Files.createSymbolicLink(target.resolve("link"), Path.of("nowhere"));
    try (Descriptor from = opened.open("target", OpenHow.LISTING)) {
      Entries.move(from, "link", opened, "moved");
    }
    assertThat(folder.resolve("moved")).isSymbolicLink();
    assertThat(target).isEmptyDirectory();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Entries.move(opened, "moved", opened, "../moved"));
  }

  @Test
  void theMountIsThatOfTheFileSystem() throws IOException {
    assertThat(opened.mountId()).isEqualTo(opened.status().mountId());
    try (Descriptor proc = Descriptor.openAbsolute("/proc", OpenHow.FOLDER_ANYWHERE)) {
      assertThat(proc.mountId()).isEqualTo(proc.status().mountId());
      assertThat(proc.mountId()).isNotEqualTo(opened.mountId());
    }
  }

  @Test
  void whatIsWrittenIsSyncedThroughAFolderThatIsListed() throws IOException {
    try (Descriptor listing = opened.open(".", OpenHow.LISTING)) {
      listing.sync();
      listing.syncFileSystem();
    }
    assertRefused(Errno.EBADF, opened::sync);
  }

  /** The library locks that way. */
  @Test
  void aLockIsMetByJavaAndMeetsJavas() throws IOException {
    Path path = folder.resolve("lock");
    try (Descriptor file = opened.open("lock", OpenHow.LOCK_FILE);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      file.lockRecord();
      assertThat(channel.tryLock()).isNull();
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        Descriptor file = opened.open("lock", OpenHow.LOCK_FILE)) {
      assertThat(channel.tryLock()).isNotNull();
      assertRefused(Errno.EAGAIN, file::lockRecord);
    }
  }
}
