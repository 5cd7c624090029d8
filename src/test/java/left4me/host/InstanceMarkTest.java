package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.systemd.SystemdSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mark by which an instance comes back after a reboot. */
final class InstanceMarkTest {

  @TempDir Path root;
  private InstanceFolders folders;
  private Instance instance;

  @BeforeEach
  void makeInstance() throws Exception {
    folders = new InstanceFolders(root, new InstanceName("a"));
    Files.createDirectories(folders.settings());
    InstanceUnits units =
        new InstanceUnits(
            "start",
            new Systemd(SystemdSettings.systemBus()),
            new JobTurns(),
            folders,
            Duration.ofSeconds(1));
    instance = new Instance(folders, units, step -> {}, InstantSource.system());
  }

  @Test
  void itIsThereOnceMadeAndGoneOnceTakenAway() throws Exception {
    instance.mark();
    instance.mark();
    instance.keepMark();
    assertThat(folders.autostartMark()).isRegularFile();
    instance.unmark();
    instance.unmark();
    instance.keepMark();
    assertThat(folders.settings()).isEmptyDirectory();
  }

  @Test
  void anInstanceThatWasNeverMadeHasNothingToKeep() throws Exception {
    Files.delete(folders.settings());
    instance.unmark();
    instance.keepMark();
    assertThat(folders.settings()).doesNotExist();
  }

  /** It is a wait like others: a caller that cancels is told so, and not of a closed file. */
  @Test
  void anInterruptWhileItIsKeptIsAnInterrupt() throws Exception {
    instance.mark();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(instance::keepMark);
    assertThat(Thread.interrupted()).isFalse();
  }
}
