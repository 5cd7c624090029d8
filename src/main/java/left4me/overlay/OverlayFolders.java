package left4me.overlay;

import java.io.IOException;
import left4me.instance.InstanceFolders;
import left4me.linux.Descriptor;
import left4me.linux.FileStatus;
import left4me.linux.LinuxException;

/**
 * The folders that an instance's overlay is made of, held open and known to be those.
 *
 * @param layers the lower layers
 * @param upper the writable layer
 * @param work the kernel's scratch folder
 */
record OverlayFolders(Layers layers, Descriptor upper, Descriptor work) implements AutoCloseable {

  /**
   * Opens them.
   *
   * @param tree the instance
   * @throws Refusal if one may not be mounted
   */
  static OverlayFolders open(InstanceTree tree) throws Refusal, IOException {
    Descriptor upper = tree.openBranch(InstanceFolders.UPPER);
    try {
      Descriptor work = tree.openBranch(InstanceFolders.WORK);
      try {
        refuseForeign(tree, upper);
        refuseForeign(tree, work);
        return new OverlayFolders(Layers.of(tree), upper, work);
      } catch (Refusal | IOException | RuntimeException e) {
        work.close();
        throw e;
      }
    } catch (Refusal | IOException | RuntimeException e) {
      upper.close();
      throw e;
    }
  }

  /**
   * A folder of another user's can be renamed to {@code upper} by who owns the folder around it,
   * such as the one of root's that the kernel makes in work. What the layers hold would then be
   * copied up as that user's, with the set-user-ID bit that it has.
   */
  private static void refuseForeign(InstanceTree tree, Descriptor folder)
      throws Refusal, LinuxException {
    FileStatus status = folder.status();
    FileStatus root = tree.root().status();
    if (status.user() != root.user()) {
      throw new Refusal(
          folder.subject()
              + " belongs to user "
              + Integer.toUnsignedString(status.user())
              + " and not, as "
              + tree.root().subject()
              + ", to user "
              + Integer.toUnsignedString(root.user())
              + "; as root: "
              + (root.user() == 0
                  ? "give " + tree.root().subject() + " to the server's user (chown)"
                  : "chown the former, or reset the instance"));
    }
    // A subvolume of btrfs is one without being a mount; by its inode it is not known from another.
    if (status.device() != tree.runtime().status().device()) {
      throw new Refusal(folder.subject() + " is a file system of its own; replace it by a folder");
    }
  }

  /**
   * Checks that fuse-overlayfs has left nothing in upper.
   *
   * @throws Refusal if it has
   */
  void refuseTaint() throws Refusal, LinuxException {
    if (!CleanProof.holds(upper, work)) {
      TaintScan.check(upper);
    }
  }

  @Override
  public void close() {
    layers.close();
    work.close();
    upper.close();
  }
}
