package left4me.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.instance.Lowerdirs;

/** Mounts through {@code left4me-mount@.service} and {@code left4me-umount@.service}. */
final class UnitOverlayMounter implements OverlayMounter {

  private final Left4meHost host;
  private final Path root;

  UnitOverlayMounter(Left4meHost host, Path root) {
    this.host = host;
    this.root = root;
  }

  @Override
  public void mount(List<Path> lowerdirs, Path upperdir, Path workdir, Path merged)
      throws HostException, InterruptedException {
    InstanceFolders folders = folders(merged);
    if (!upperdir.equals(folders.upper()) || !workdir.equals(folders.work())) {
      throw new IllegalArgumentException(
          upperdir + " and " + workdir + " are not upper and work beside " + merged);
    }
    host.locked(
        "mount",
        folders.name(),
        StepListener.NONE,
        instance -> {
          requireLayers(folders, lowerdirs);
          instance.units().mount();
          return Outcome.DONE;
        });
  }

  @Override
  public void unmount(Path merged) throws HostException, InterruptedException {
    host.locked(
        "unmount",
        folders(merged).name(),
        StepListener.NONE,
        instance -> {
          // The unit would stop it.
          if (!instance.units().state().isAtRest()) {
            throw new InstanceFilesException(
                "unmount " + merged + ": busy, its server runs in it; stop the server first");
          }
          instance.units().unmount();
          return Outcome.DONE;
        });
  }

  private InstanceFolders folders(Path merged) {
    Path runtime = merged.getParent();
    if (runtime != null
        && runtime.getFileName() != null
        && InstanceName.isValid(runtime.getFileName().toString())) {
      InstanceFolders folders =
          new InstanceFolders(root, new InstanceName(runtime.getFileName().toString()));
      if (folders.merged().equals(merged)) {
        return folders;
      }
    }
    throw new IllegalArgumentException(
        merged + " is not " + root + "/" + InstanceFolders.RUNTIME + "/NAME/merged");
  }

  /** Root mounts what the disk says; who expects something else is not to be given it unawares. */
  private static void requireLayers(InstanceFolders folders, List<Path> lowerdirs)
      throws InstanceFilesException {
    List<String> expected = lowerdirs.stream().map(Path::toString).toList();
    try {
      String text = SmallFile.read(folders.instanceEnv(), InstanceFolders.INSTANCE_ENV_LIMIT);
      if (!Lowerdirs.inEnv(text).paths().equals(expected)) {
        throw new InstanceFilesException(
            "mount "
                + folders.name()
                + ": its layers are others than asked for, see "
                + folders.instanceEnv()
                + "; initialize it with a blueprint that has them");
      }
    } catch (IllegalArgumentException e) {
      throw new InstanceFilesException(
          "mount " + folders.name() + ": " + folders.instanceEnv() + ": " + e.getMessage());
    } catch (IOException e) {
      throw new InstanceFilesException("mount " + folders.name(), e);
    }
  }
}
