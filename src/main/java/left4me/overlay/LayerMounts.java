package left4me.overlay;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import left4me.instance.MountTable;
import left4me.instance.MountTable.Mount;
import left4me.linux.Descriptor;
import left4me.linux.FileStatus;

/**
 * Looks at which mounts the layers come from.
 *
 * <p>An administrator may well keep a layer on another disk. But with FUSE any user may mount, in
 * his own folder, a file system whose content he makes up: a program of root's with the set-user-ID
 * bit. The overlay, which root mounts, would copy that up into {@code upper} on a real one.
 */
final class LayerMounts {

  private LayerMounts() {}

  /**
   * Checks them.
   *
   * @throws Refusal if a layer is on a file system that somebody other than root mounted, or in
   *     what is mounted for an instance
   */
  static void check(InstanceTree tree, Layers layers) throws Refusal, IOException {
    long rootMount = tree.root().status().mountId();
    List<FileStatus> statuses = layers.statuses();
    for (int i = 0; i < statuses.size(); i++) {
      long id = statuses.get(i).mountId();
      if (id != rootMount) {
        check(layers.folders().get(i), MountTable.ofThisProcess(new MountTable.WithId(id)).first());
      }
    }
  }

  private static void check(Descriptor layer, Optional<Mount> mount) throws Refusal {
    if (mount.isEmpty()) {
      throw new Refusal(layer.subject() + " is on a mount that is no longer there");
    }
    Optional<OverlayIdentity> other = OverlayIdentity.of(mount.get());
    if (other.isPresent()) {
      throw new Refusal(
          layer.subject() + " is in the overlay of " + other.get().name() + "; take it out");
    }
    if (isByUser(mount.get())) {
      throw new Refusal(
          layer.subject()
              + " is on a FUSE file system that a user mounted at "
              + mount.get().mountPoint()
              + "; have root mount it, or copy the folder");
    }
  }

  /** {@code fuse(4)}: user_id names who mounted it. */
  static boolean isByUser(Mount mount) {
    boolean fuse = mount.type().equals("fuse") || mount.type().startsWith("fuse.");
    return fuse && !mount.option("user_id").equals(Optional.of("0"));
  }
}
