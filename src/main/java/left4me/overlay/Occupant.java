package left4me.overlay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import left4me.instance.InstanceFolders;
import left4me.instance.MountTable;
import left4me.instance.MountTable.Mount;
import left4me.linux.Descriptor;
import left4me.linux.FileStatus;
import left4me.linux.LinuxException;

/** What is mounted at an instance's {@code merged}. */
public enum Occupant {
  /** Nothing. */
  NOTHING,
  /** The overlay of this very instance. */
  OURS,
  /** Something else. */
  FOREIGN;

  /**
   * Looks at the open folder, so that no other mount of that name is meant.
   *
   * @param tree the instance
   * @param merged its folder, opened across whatever is mounted there
   */
  static Occupant of(InstanceTree tree, Descriptor merged) throws IOException {
    long id = merged.status().mountId();
    if (id == tree.runtime().status().mountId()) {
      return NOTHING;
    }
    Optional<Mount> mount =
        MountTable.ofThisProcess(Overlay.TYPE, new MountTable.WithId(id)).first();
    return mount.isPresent() && isOurs(tree, mount.get()) ? OURS : FOREIGN;
  }

  /**
   * Whether a mount is the instance's own, directly on the file system that its folders are on.
   *
   * @param tree the instance
   * @param mount the mount
   */
  static boolean isOurs(InstanceTree tree, Mount mount) throws LinuxException {
    if (!mount.root().equals("/") || mount.parent() != tree.runtime().status().mountId()) {
      return false;
    }
    Optional<OverlayIdentity> identity = OverlayIdentity.of(mount);
    return identity.isPresent()
        ? identity.get().isOf(tree)
        : names(mount, "upperdir", tree.locationOf(InstanceFolders.UPPER))
            && names(mount, "workdir", tree.locationOf(InstanceFolders.WORK));
  }

  /**
   * An overlay, wherever it is mounted, that writes to one of these folders. Two at a time are
   * undefined to the kernel, and yet it permits them.
   *
   * @param folders upper, work
   */
  public static Optional<Mount> userOf(Descriptor... folders) throws IOException {
    return MountTable.ofThisProcess(Overlay.TYPE, new UserOf(List.of(folders))).first();
  }

  /**
   * The same among the mounts of another namespace.
   *
   * @param mounts what is mounted there
   * @param folders upper, work
   */
  public static Optional<Mount> userOf(MountTable mounts, List<Descriptor> folders)
      throws LinuxException {
    UserOf user = new UserOf(folders);
    for (Mount mount : mounts.mounts()) {
      if (user.test(mount)) {
        return Optional.of(mount);
      }
    }
    return Optional.empty();
  }

  private static final class UserOf implements Predicate<Mount> {

    private final List<Folder> asked = new ArrayList<>();

    UserOf(List<Descriptor> folders) throws LinuxException {
      for (Descriptor folder : folders) {
        asked.add(new Folder(folder.status(), folder.location()));
      }
    }

    @Override
    public boolean test(Mount mount) {
      for (Folder folder : asked) {
        if (folder.isUsedBy(mount)) {
          return true;
        }
      }
      return false;
    }
  }

  private record Folder(FileStatus status, String location) {

    boolean isUsedBy(Mount mount) {
      Optional<OverlayIdentity> identity = OverlayIdentity.of(mount);
      return identity.isPresent()
          ? identity.get().uses(status)
          : names(mount, "upperdir", location) || names(mount, "workdir", location);
    }
  }

  /** Of one that was mounted by hand the kernel tells the folders as they were called then. */
  private static boolean names(Mount mount, String option, String location) {
    return mount.type().equals(Overlay.TYPE) && mount.option(option).equals(Optional.of(location));
  }
}
