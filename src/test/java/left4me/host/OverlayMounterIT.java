package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import left4me.instance.InstanceFolders;
import left4me.lab.Findmnt;
import left4me.lab.StandIn;
import org.junit.jupiter.api.Test;

/** The merged tree without a server, on the booted host, as user left4me. */
final class OverlayMounterIT extends BootedHost {

  private static final List<Path> LAYERS =
      List.of(StandIn.ROOT.resolve("overlays/maps"), StandIn.ROOT.resolve("installation"));

  private static final String BLUEPRINT = "port: 27181\noverlays: [{path: maps}]\n";

  /** More often than systemd starts a unit in ten seconds that does not say otherwise. */
  private static final int MORE_THAN_FIVE = 7;

  private static void mount(InstanceFolders of) throws Exception {
    host.overlayMounter().mount(LAYERS, of.upper(), of.work(), of.merged());
  }

  @Test
  void mountsAndUnmountsWithoutAServer() throws Exception {
    try (LabInstance tree = new LabInstance(host, "tree")) {
      tree.initialize(BLUEPRINT);
      mount(tree.folders());
      assertThat(Findmnt.at(tree.merged())).startsWith("overlay");
      assertThat(tree.merged().resolve("left4dead2/maps/c14m1_stand_in.bsp")).isRegularFile();
      Files.writeString(tree.merged().resolve("written"), "through the tree");
      assertThat(tree.folders().upper().resolve("written")).hasContent("through the tree");
      mount(tree.folders()); // once more: nothing done
      host.overlayMounter().unmount(tree.merged());
      assertThat(Findmnt.at(tree.merged())).isEmpty();
      assertThat(tree.folders().work()).isEmptyDirectory();
      host.overlayMounter().unmount(tree.merged());
    }
  }

  @Test
  void whatTheLayersHoldCanBeChangedAndRemoved() throws Exception {
    try (LabInstance tree = new LabInstance(host, "tree")) {
      tree.initialize(BLUEPRINT);
      mount(tree.folders());
      Path folder = tree.merged().resolve("left4dead2/maps");
      Path map = folder.resolve("c14m1_stand_in.bsp");
      Files.writeString(map, "changed");
      Files.setPosixFilePermissions(map, PosixFilePermissions.fromString("rwx--x---"));
      Files.move(map, folder.resolve("moved"));
      Files.delete(tree.merged().resolve("srcds_run"));
      host.overlayMounter().unmount(tree.merged());
      mount(tree.folders());
      assertThat(folder.resolve("moved")).hasContent("changed").isExecutable();
      assertThat(map).doesNotExist();
      assertThat(tree.merged().resolve("srcds_run")).doesNotExist();
      host.overlayMounter().unmount(tree.merged());
    }
  }

  @Test
  void aTreeInUseIsNotUnmountedAndTheMessageSaysByWhom() throws Exception {
    try (LabInstance tree = new LabInstance(host, "tree")) {
      tree.initialize(BLUEPRINT);
      mount(tree.folders());
      try (var open = Files.newDirectoryStream(tree.merged())) {
        assertThatThrownBy(() -> host.overlayMounter().unmount(tree.merged()))
            .isInstanceOf(UnitFailedException.class)
            .hasMessageContaining("busy")
            .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
      }
      assertThat(Findmnt.at(tree.merged())).startsWith("overlay");
    }
  }

  @Test
  void howOftenItWasUnmountedInVainMakesNoDifference() throws Exception {
    try (LabInstance tree = new LabInstance(host, "tree")) {
      tree.initialize(BLUEPRINT);
      mount(tree.folders());
      try (var open = Files.newDirectoryStream(tree.merged())) {
        for (int i = 0; i < MORE_THAN_FIVE; i++) {
          assertThatThrownBy(() -> host.overlayMounter().unmount(tree.merged()))
              .isInstanceOf(UnitFailedException.class)
              .hasMessageContaining("busy")
              .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
      }
      host.overlayMounter().unmount(tree.merged());
    }
  }

  @Test
  void howOftenItWasMountedInVainMakesNoDifference() throws Exception {
    Path layer = StandIn.ROOT.resolve("overlays/it-tree");
    Files.createDirectories(layer);
    try (LabInstance tree = new LabInstance(host, "tree")) {
      tree.initialize("port: 27181\noverlays: [{path: it-tree}]\n");
      InstanceFolders of = tree.folders();
      List<Path> layers = List.of(layer, StandIn.ROOT.resolve("installation"));
      Files.delete(layer);
      for (int i = 0; i < MORE_THAN_FIVE; i++) {
        assertThatThrownBy(
                () -> host.overlayMounter().mount(layers, of.upper(), of.work(), of.merged()))
            .isInstanceOf(UnitFailedException.class)
            .hasMessageContaining(layer + " does not exist");
      }
      Files.createDirectories(layer);
      host.overlayMounter().mount(layers, of.upper(), of.work(), of.merged());
      host.overlayMounter().unmount(tree.merged());
    } finally {
      Files.deleteIfExists(layer);
    }
  }

  @Test
  void pathsThatAreNotTheInstancesAreRefusedAndNothingIsMounted() throws Exception {
    try (LabInstance tree = new LabInstance(host, "tree")) {
      tree.initialize(BLUEPRINT);
      InstanceFolders of = tree.folders();
      OverlayMounter mounter = host.overlayMounter();
      assertThatThrownBy(() -> mounter.mount(LAYERS, of.upper(), of.work(), Path.of("/mnt")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> mounter.mount(LAYERS, Path.of("/tmp"), of.work(), of.merged()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> mounter.mount(LAYERS.reversed(), of.upper(), of.work(), of.merged()))
          .isInstanceOf(InstanceFilesException.class)
          .hasMessageContaining("its layers are others");
      assertThatThrownBy(() -> mounter.unmount(Path.of("/")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(Findmnt.at(tree.merged())).isEmpty();
    }
  }
}
