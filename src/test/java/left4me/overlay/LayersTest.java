package left4me.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import left4me.instance.MountTable.Mount;
import left4me.linux.Descriptor;
import left4me.linux.OpenHow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is hard to bring about from outside: it takes another process, or another file system. */
class LayersTest {

  @Test
  void knowsAFolderThatWasRemovedSinceItWasOpened(@TempDir Path temporary) throws IOException {
    Path folder = Files.createDirectory(temporary.toRealPath().resolve("x (deleted)"));
    try (Descriptor opened = Descriptor.openAbsolute(folder.toString(), OpenHow.FOLDER_ANYWHERE)) {
      assertThat(Layers.isDeleted(opened.status(), opened.location())).isFalse();
      Files.delete(folder);
      assertThat(Layers.isDeleted(opened.status(), opened.location())).isTrue();
    }
  }

  /** The kernel shows where they lead, and not the links. */
  @Test
  void refusesLinksThatLeadToPlacesOfLongNames(@TempDir Path temporary) throws IOException {
    InstanceFixture instance = InstanceFixture.in(temporary);
    Path deep = instance.at("overlays");
    for (int i = 0; i < 5; i++) {
      deep = deep.resolve("x".repeat(200));
    }
    Files.createDirectories(deep);
    Path link = Files.createSymbolicLink(instance.at("overlays/link"), deep);

    instance.lowerdirs(Collections.nCopies(100, link).toArray());
    assertThat(instance.print("mount", InstanceFixture.NAME).status()).isZero();
    instance.lowerdirs(Collections.nCopies(150, link).toArray());
    assertThat(instance.print("mount", InstanceFixture.NAME).refusal())
        .contains(": with this one the layers are at places of more than 131072 characters");
  }

  @ParameterizedTest
  @CsvSource({
    "fuse, 'rw,user_id=1000,group_id=1000', true",
    "fuse.sshfs, 'rw,user_id=1000,group_id=1000,allow_other', true",
    "fuse.sshfs, 'rw', true",
    "fuse.mergerfs, 'rw,user_id=0,group_id=0', false",
    "fuseblk, 'rw,user_id=0', false",
    "ext4, 'rw', false",
    "fusectl, 'rw', false",
  })
  void knowsAFileSystemThatAUserMounted(String type, String options, boolean byUser) {
    assertThat(LayerMounts.isByUser(new Mount(2, 1, "/", "/x", type, "x", options)))
        .isEqualTo(byUser);
  }
}
