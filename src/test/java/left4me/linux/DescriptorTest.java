package left4me.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorTest {

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

  @Test
  void tellsTheCallTheArgumentAndTheKernelsReason() {
    assertThatExceptionOfType(LinuxException.class)
        .isThrownBy(() -> opened.open("nope", OpenHow.FOLDER))
        .withMessage("openat2 " + folder + "/nope: No such file or directory (ENOENT)")
        .satisfies(
            e -> {
              assertThat(e.errno()).isEqualTo(Errno.ENOENT);
              assertThat(e.subject()).isEqualTo(folder + "/nope");
            });
  }

  @Test
  void followsWhatItOpenedAndNotTheName() throws IOException {
    Path child = Files.createDirectory(folder.resolve("a"));
    try (Descriptor a = opened.open("a", OpenHow.FOLDER)) {
      Files.move(child, folder.resolve("b"));
      Files.createDirectory(folder.resolve("a"));
      assertThat(a.location()).isEqualTo(folder + "/b");
      Files.delete(folder.resolve("b"));
      assertThat(a.location()).isEqualTo(folder + "/b (deleted)");
      assertThat(a.status().isDirectory()).isTrue();
    }
  }

  /** Those between and behind them stay open, in whatever order they are given. */
  @Test
  void manyAreClosedAndNoOthers() throws LinuxException {
    List<Descriptor> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add(opened.open(".", OpenHow.FOLDER));
    }
    List<Descriptor> kept = List.of(all.get(0), all.get(4), all.get(11));
    List<Integer> numbers = new ArrayList<>();
    for (Descriptor descriptor : all) {
      numbers.add(descriptor.number());
    }
    all.get(6).close();
    List<Descriptor> many = new ArrayList<>(all);
    many.removeAll(kept);
    Collections.swap(many, 0, 8);

    Descriptor.closeAll(many);

    for (Descriptor descriptor : many) {
      assertThatIllegalStateException().isThrownBy(descriptor::number);
    }
    for (int i = 0; i < all.size(); i++) {
      Path number = Path.of("/proc/self/fd/" + numbers.get(i));
      assertThat(isThisFolder(number)).as("%d", i).isEqualTo(kept.contains(all.get(i)));
    }
    Descriptor.closeAll(all);
    for (Descriptor descriptor : kept) {
      assertThatIllegalStateException().isThrownBy(descriptor::number);
    }
  }

  /** Another thread may have opened something else by that number meanwhile. */
  private boolean isThisFolder(Path number) {
    try {
      return Files.readSymbolicLink(number).equals(folder);
    } catch (IOException none) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = OpenHow.class,
      names = {"FOLDER", "FOLDER_SAME_MOUNT", "LISTING", "FILE"})
  void refusesLinksAndWaysOut(OpenHow how) throws IOException {
    Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    refuses(Errno.ELOOP, () -> opened.open("link", how).close());
    refuses(Errno.ELOOP, () -> opened.open("link/x", how).close());
    refuses(Errno.EXDEV, () -> opened.open("..", how).close());
    refuses(Errno.EXDEV, () -> opened.open("/", how).close());
  }

  @Test
  void followsLinksOnlyWhereItIsToButNoneOfProc() throws IOException {
    Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    try (Descriptor real = opened.open("link", OpenHow.FOLDER_ANYWHERE)) {
      assertThat(real.location()).isEqualTo(folder + "/real");
    }
    refuses(
        Errno.ELOOP,
        () -> Descriptor.openAbsolute("/proc/self/root/etc", OpenHow.FOLDER_ANYWHERE).close());
    refuses(
        Errno.ELOOP,
        () -> Descriptor.openAbsolute(opened.procPath(), OpenHow.FOLDER_ANYWHERE).close());
  }

  @Test
  void staysOnItsMountWhereItHasTo() throws IOException {
    try (Descriptor root = Descriptor.openAbsolute("/", OpenHow.FOLDER_ANYWHERE)) {
      root.open("proc", OpenHow.FOLDER).close();
      refuses(Errno.EXDEV, () -> root.open("proc", OpenHow.FOLDER_SAME_MOUNT).close());
      refuses(Errno.EXDEV, () -> root.open("proc", OpenHow.LISTING).close());
    }
  }

  @Test
  void tellsFilesAndMountsApart() throws IOException {
    Files.writeString(folder.resolve("file"), "x");
    Files.createLink(folder.resolve("other"), folder.resolve("file"));
    try (Descriptor file = opened.open("file", OpenHow.FILE);
        Descriptor other = opened.open("other", OpenHow.FILE);
        Descriptor proc = Descriptor.openAbsolute("/proc", OpenHow.FOLDER_ANYWHERE)) {
      FileStatus status = file.status();
      assertThat(status.isRegularFile()).isTrue();
      assertThat(status.isDirectory()).isFalse();
      assertThat(status.links()).isEqualTo(2);
      assertThat(status.isSameFile(other.status())).isTrue();
      assertThat(status.isSameFile(opened.status())).isFalse();
      assertThat(status.mountId()).isEqualTo(opened.status().mountId());
      assertThat(proc.status().mountId()).isNotEqualTo(status.mountId());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65536, 65537, 200000})
  void readsUpToTheEndOrTheLimit(int size) throws IOException {
    Files.writeString(folder.resolve("file"), "x".repeat(size));
    try (Descriptor file = opened.open("file", OpenHow.FILE)) {
      assertThat(file.read(100000)).hasSize(Math.min(size, 100000));
      assertThat(file.read(1000000)).hasSize(Math.max(0, size - 100000));
    }
  }

  @Test
  void closesOnceAndIsThenOfNoUse() throws IOException {
    Descriptor other = Descriptor.openAbsolute("/", OpenHow.FOLDER_ANYWHERE);
    other.close();
    try (Descriptor reused = Descriptor.openAbsolute("/", OpenHow.FOLDER_ANYWHERE)) {
      other.close();
      assertThat(reused.location()).isEqualTo("/");
      assertThatIllegalStateException().isThrownBy(other::location);
    }
  }

  @Test
  void refusesTextThatWouldBeAnotherName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> opened.open("a\0b", OpenHow.FOLDER).close());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> opened.open("\u20ac", OpenHow.FOLDER).close());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Descriptor.openAbsolute("a", OpenHow.FOLDER_ANYWHERE).close());
  }

  @Test
  void locksAgainstEveryOtherDescriptor() throws IOException {
    try (Descriptor one = opened.open(".", OpenHow.LISTING)) {
      try (Descriptor other = opened.open(".", OpenHow.LISTING)) {
        other.lock();
        other.lock();
        refuses(Errno.EAGAIN, one::lock);
      }
      one.lock();
    }
  }

  @Test
  void listsEveryNameOnce() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      Files.createFile(folder.resolve("file-with-a-rather-long-name-" + i));
      expected.add("file-with-a-rather-long-name-" + i);
    }
    Files.createDirectory(folder.resolve("folder"));
    expected.add("folder");
    List<String> names = new ArrayList<>();
    try (Descriptor listing = opened.open(".", OpenHow.LISTING);
        DirectoryReader reader = new DirectoryReader(listing)) {
      while (reader.next()) {
        names.add(reader.name());
        assertThat(reader.mayBeDirectory()).isEqualTo(reader.name().equals("folder"));
      }
      assertThat(reader.next()).isFalse();
    }
    assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** By which a large folder is looked through by several threads. */
  @RepeatedTest(5)
  void severalReadersOfOneDescriptorGetEachNameOnce() throws Exception {
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 3000; i++) {
      Files.createFile(folder.resolve("file-with-a-rather-long-name-" + i));
      expected.add("file-with-a-rather-long-name-" + i);
    }
    List<String> names = Collections.synchronizedList(new ArrayList<>());
    try (Descriptor listing = opened.open(".", OpenHow.LISTING);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readers.add(
            threads.submit(
                () -> {
                  try (DirectoryReader reader = new DirectoryReader(listing)) {
                    while (reader.next()) {
                      names.add(reader.name());
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    }
    assertThat(names).hasSameSizeAs(expected);
    assertThat(Set.copyOf(names)).isEqualTo(expected);
  }

  @Test
  void oneReaderGoesOnWithAnotherDirectory() throws IOException {
    Files.createFile(folder.resolve("a"));
    Files.createFile(Files.createDirectory(folder.resolve("sub")).resolve("b"));
    try (Descriptor listing = opened.open(".", OpenHow.LISTING);
        Descriptor sub = opened.open("sub", OpenHow.LISTING);
        DirectoryReader entry = new DirectoryReader(listing)) {
      // In the middle of the first.
      assertThat(entry.next()).isTrue();
      entry.read(sub);
      assertThat(entry.next()).isTrue();
      assertThat(entry.name()).isEqualTo("b");
      assertThat(entry.next()).isFalse();
    }
  }

  @Test
  void readsAttributeNamesOfTheEntryItself() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Files.setAttribute(file, "user:left4me.test", "x".getBytes(StandardCharsets.US_ASCII));
    Files.createSymbolicLink(folder.resolve("link"), file);
    try (AttributeReader attributes = new AttributeReader();
        WorkingDirectory here = WorkingDirectory.ofProcess();
        Descriptor listing = opened.open(".", OpenHow.LISTING);
        DirectoryReader entry = new DirectoryReader(listing)) {
      here.change(opened);
      List<String> found = new ArrayList<>();
      while (entry.next()) {
        found.add(entry.name() + attributes.names(entry));
      }
      assertThat(found).containsExactlyInAnyOrder("file[user.left4me.test]", "link[]");
      assertThat(attributes.names(opened)).isEmpty();
    }
  }

  @Test
  void namesWithDotsAreNoDots() throws IOException {
    for (String name : List.of("...", ".a", "..a", "a.")) {
      Files.createFile(folder.resolve(name));
    }
    List<String> names = new ArrayList<>();
    try (Descriptor listing = opened.open(".", OpenHow.LISTING);
        DirectoryReader entry = new DirectoryReader(listing)) {
      while (entry.next()) {
        names.add(entry.name());
      }
    }
    assertThat(names).containsExactlyInAnyOrder("...", ".a", "..a", "a.");
  }

  @Test
  void aThreadsOwnWorkingDirectoryIsNobodyElses() throws Exception {
    Path before = Path.of("/proc/self/cwd").toRealPath();
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Callable<Path> moved =
          () -> {
            try (WorkingDirectory here = WorkingDirectory.ofThread()) {
              here.change(opened);
              return Path.of("/proc/thread-self/cwd").toRealPath();
            }
          };
      assertThat(thread.submit(moved).get()).isEqualTo(folder);
      WorkingDirectory its = thread.submit(WorkingDirectory::ofThread).get();
      Callable<Path> stays =
          () -> {
            its.change(opened);
            return Path.of("/proc/self/cwd").toRealPath();
          };
      assertThat(thread.submit(stays).get()).isEqualTo(before);
      thread
          .submit(
              () -> {
                its.close();
                return null;
              })
          .get();
    }
    assertThat(Path.of("/proc/self/cwd").toRealPath()).isEqualTo(before);
  }

  @Test
  void goesBackToTheWorkingDirectory() throws IOException {
    Path before = Path.of("/proc/self/cwd").toRealPath();
    try (WorkingDirectory here = WorkingDirectory.ofProcess()) {
      here.change(opened);
      assertThat(Path.of("/proc/self/cwd").toRealPath()).isEqualTo(folder);
    }
    assertThat(Path.of("/proc/self/cwd").toRealPath()).isEqualTo(before);
  }

  @Test
  void removesNamesAndNotWhatTheyLeadTo() throws IOException {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.createFile(outside.resolve("keep"));
    Files.createSymbolicLink(folder.resolve("link"), outside);
    refuses(Errno.ENOTDIR, () -> Removal.emptyDirectory(opened, "link"));
    Removal.file(opened, "link");
    refuses(Errno.ENOTEMPTY, () -> Removal.emptyDirectory(opened, "outside"));
    assertThat(folder.resolve("link")).doesNotExist();
    assertThat(outside.resolve("keep")).exists();
    assertThatIllegalArgumentException().isThrownBy(() -> Removal.file(opened, "outside/keep"));
  }

  private static void refuses(Errno errno, ThrowingCallable call) {
    assertThatExceptionOfType(LinuxException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.errno()).isEqualTo(errno));
  }
}
