package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import left4me.instance.InstanceName;
import left4me.systemd.SystemdSettings;
import left4me.systemd.UnitName;
import left4me.systemd.UnitStatus;
import left4me.systemd.UnitWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a watch puts together what systemd tells and what is mounted. */
final class InstanceWatchTest {

  private static final int MANY = 100;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String MOUNTS = "/proc/self/mountinfo";

  @TempDir Path folder;

  private final ToldUnits units = new ToldUnits();

  /** Units of which a test has something told. */
  private static final class ToldUnits implements UnitWatch {

    private final ArrayDeque<UnitStatus> told = new ArrayDeque<>();
    private final List<UnitName> again = new ArrayList<>();
    private boolean closed;
    private Runnable whenWantedAgain = () -> {};

    @Override
    public Optional<UnitStatus> next(Duration limit) {
      return Optional.ofNullable(told.poll());
    }

    @Override
    public List<UnitStatus> ready() {
      List<UnitStatus> all = List.copyOf(told);
      told.clear();
      return all;
    }

    @Override
    public void again(UnitName unit) {
      whenWantedAgain.run();
      again.add(unit);
    }

    @Override
    public boolean isClosed() {
      return closed;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static List<InstanceName> names() {
    return IntStream.range(0, MANY).mapToObj(i -> new InstanceName("alpha-" + i)).toList();
  }

  private Systemd systemd() {
    return new Systemd(
        new ScriptedSystemd() {
          @Override
          public UnitWatch watch(String template) {
            return units;
          }

          @Override
          public void close() {
            units.close();
          }
        });
  }

  private InstanceWatch watch(Path root) throws Exception {
    Systemd systemd = systemd();
    names().forEach(name -> units.told.add(UnitStatus.notLoaded(UnitNames.server(name))));
    return InstanceWatch.open(
        systemd, new SettingsChanges(root), new InstanceStatuses(systemd, root));
  }

  private static List<InstanceStatus> all(InstanceWatch watch) throws Exception {
    List<InstanceStatus> all = new ArrayList<>();
    for (Optional<InstanceStatus> status = watch.next();
        status.isPresent();
        status = watch.next()) {
      all.add(status.get());
    }
    return all;
  }

  /** With a thousand servers up it takes milliseconds to read that. */
  @Test
  void whatIsMountedIsReadOnceForAllThatIsTold() throws Exception {
    Path log = folder.resolve("recording.jfr");
    try (InstanceWatch watch = watch(folder);
        Recording recording = new Recording()) {
      recording.enable("jdk.FileRead").withThreshold(Duration.ZERO);
      recording.start();
      // So that one that is not there does not pass for one that is read by nobody.
      Files.readString(Path.of("/proc/self/mounts"));
      assertThat(all(watch)).extracting(InstanceStatus::name).containsExactlyElementsOf(names());
      recording.stop();
      recording.dump(log);
    }
    List<String> ends =
        RecordingFile.readAllEvents(log).stream()
            .filter(event -> MOUNTS.equals(event.getString("path")))
            .filter(event -> event.getBoolean("endOfFile"))
            .map(event -> event.getString("path"))
            .toList();
    assertThat(ends).hasSize(1);
  }

  @Test
  void noneIsLostIfThatCannotBeRead() throws Exception {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    try (DirectoryStream<Path> open = Files.newDirectoryStream(gone);
        InstanceWatch watch = watch(descriptor(gone))) {
      Files.delete(gone);
      assertThatThrownBy(watch::next)
          .isInstanceOf(InstanceFilesException.class)
          .hasMessageContaining("look at what is mounted");
      assertThat(units.again)
          .containsExactlyElementsOf(names().stream().map(UnitNames::server).toList());
      assertThat(open).isEmpty();
    }
  }

  @Test
  void oneThatCannotBeginLeavesNoWatchOfTheUnits() throws Exception {
    Files.createDirectories(folder.resolve("instances/alpha"));
    Files.createFile(folder.resolve("instances/alpha/instance.env"));
    units.whenWantedAgain =
        () -> {
          throw new OutOfMemoryError("Java heap space");
        };
    assertThatThrownBy(() -> watch(folder)).isInstanceOf(OutOfMemoryError.class);
    assertThat(units.closed).isTrue();
  }

  /** As that of an archive, which can be no root, but fails as anything may. */
  @Test
  void norOneThatCannotListenToAFileSystem() throws Exception {
    try (FileSystem archive =
        FileSystems.newFileSystem(folder.resolve("root.zip"), Map.of("create", "true"))) {
      Path root = archive.getPath("/");
      Files.createDirectory(root.resolve("instances"));
      assertThatThrownBy(() -> watch(root)).isInstanceOf(UnsupportedOperationException.class);
      assertThat(units.closed).isTrue();
    }
  }

  /** A user may have few inotify instances, 128 as a rule. */
  @Test
  void aHostThatIsClosedTakesAlongWhatItsWatchesHold() throws Exception {
    Files.createDirectory(folder.resolve("instances"));
    long before = Inotify.instances();
    Left4meHost host =
        new Left4meHost(
            new HostSettings(
                folder, LIMIT, LIMIT, InstantSource.system(), SystemdSettings.systemBus()),
            systemd());
    StatusWatch watch = host.watch();
    assertThat(Inotify.instances()).isEqualTo(before + 1);

    host.close();

    assertThat(Inotify.instances()).isEqualTo(before);
    assertThat(watch.next()).isEmpty();
    watch.close();
  }

  /** A way to an open folder; once that is removed it is there, and has no path. */
  private static Path descriptor(Path open) throws Exception {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(one -> leadsTo(one, open)).findFirst().orElseThrow();
    }
  }

  private static boolean leadsTo(Path descriptor, Path folder) {
    try {
      return Files.readSymbolicLink(descriptor).equals(folder);
    } catch (IOException closed) {
      return false;
    }
  }
}
