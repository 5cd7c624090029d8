package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import left4me.instance.MountTable.Mount;
import left4me.lab.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An instance on btrfs, in the lab. A subvolume there is a file system of its own without being a
 * mount, and its topmost folder has the same inode as that of each other.
 */
final class SubvolumeIT {

  private static final List<String> BRANCHES = List.of("upper", "work");

  /** The lab's hosts have no devices; those of loops are its machine's, which may keep them. */
  private static final String LOOPS =
      """
      [ -e /dev/loop-control ] || mknod -m 600 /dev/loop-control c 10 237
      for i in $(seq 0 63); do
        [ -e /dev/loop$i ] || mknod -m 600 /dev/loop$i b 7 $i
      done
      losetup --find
      """;

  private static final String MOUNT =
      """
      cd "$1"
      truncate -s 128M disk
      mkfs.btrfs -q disk
      mount -o loop disk runtime/alpha
      mkdir runtime/alpha/merged
      """;

  private InstanceFixture instance;

  @BeforeEach
  void initialize() throws Exception {
    assumeThat(Path.of("/proc/filesystems"))
        .as("the kernel has btrfs")
        .content()
        .contains("\tbtrfs\n");
    assumeThat(Command.run("sh", "-ec", LOOPS).status()).as("a loop device is to be had").isZero();
    instance = InstalledHelper.instance();
    InstanceFixture.command("sh", "-ec", MOUNT, "sh", instance.root().toString());
  }

  @AfterEach
  void remove() throws IOException {
    if (instance != null) {
      InstalledHelper.remove(instance);
    }
  }

  private Path branch(String name) {
    return instance.at("runtime/alpha").resolve(name);
  }

  private void make(String subvolume) throws IOException {
    for (String name : BRANCHES) {
      if (name.equals(subvolume)) {
        InstanceFixture.command("btrfs", "-q", "subvolume", "create", branch(name).toString());
      } else {
        Files.createDirectory(branch(name));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"upper", "work"})
  void isRefusedAsUpperAndAsWork(String name) throws IOException {
    make(name);

    assertThat(InstalledHelper.run(instance, "mount", "alpha").refusal())
        .isEqualTo(branch(name) + " is a file system of its own; replace it by a folder");
    assertThat(InstalledHelper.mountsIn(instance))
        .singleElement()
        .extracting(Mount::type)
        .isEqualTo("btrfs");
  }

  @Test
  void isNeededByNobodyForAMountOnBtrfs() throws IOException {
    make("none");

    InstalledHelper.run(instance, "mount", "alpha").assertDone();

    Files.writeString(branch("merged").resolve("file"), "written");
    assertThat(branch("upper").resolve("file")).hasContent("written");
  }
}
