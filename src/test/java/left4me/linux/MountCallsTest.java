package left4me.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the calls arrive at the kernel as meant, seen from how it refuses them. */
class MountCallsTest {

  @Test
  void unmountingNothingIsRefused(@TempDir Path folder) throws IOException {
    try (Descriptor opened = Descriptor.openAbsolute(folder.toString(), OpenHow.FOLDER_ANYWHERE)) {
      assertThatExceptionOfType(LinuxException.class)
          .isThrownBy(() -> Mounts.unmount(opened, "nope"))
          .withMessageStartingWith("umount2 " + folder + "/nope: ")
          .satisfies(e -> assertThat(e.errno().symbol()).isIn("ENOENT", "EPERM"));
    }
  }

  @Test
  void anUnknownFileSystemIsRefused() {
    assertThatExceptionOfType(LinuxException.class)
        .isThrownBy(() -> FilesystemContext.open("no-such-file-system").close())
        .withMessageStartingWith("fsopen no-such-file-system: ")
        .satisfies(e -> assertThat(e.errno().symbol()).isIn("ENODEV", "EPERM"));
  }
}
