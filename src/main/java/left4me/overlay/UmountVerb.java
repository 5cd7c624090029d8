package left4me.overlay;

import java.io.IOException;
import java.util.Optional;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.instance.MountTable;
import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.LinuxException;
import left4me.linux.Mounts;
import left4me.linux.OpenHow;
import org.jspecify.annotations.Nullable;

/** {@code left4me-overlay umount NAME}. */
final class UmountVerb {

  private UmountVerb() {}

  /**
   * Unmounts the instance's overlay, once, and removes what the kernel leaves of it. What else is
   * mounted there is not ours and stays. Where there is nothing to do, does nothing.
   *
   * @param root the root
   * @param name the instance
   * @throws Refusal if the overlay is busy, or still in use elsewhere
   */
  static void run(String root, InstanceName name) throws Refusal, IOException {
    try (InstanceTree tree = openUnlessGone(root, name)) {
      if (tree == null) {
        return;
      }
      tree.lock();
      try (Descriptor work = openWorkUnlessGone(tree)) {
        Optional<OverlayIdentity> identity = Optional.empty();
        if (occupant(tree) == Occupant.OURS) {
          identity = identity(tree);
          unmount(tree);
        }
        if (work != null) {
          removeLeftover(tree, work);
          if (identity.isPresent()) {
            proveUpperClean(tree, work, identity.get());
          }
        }
      }
    }
  }

  /**
   * Makes every check and changes nothing, whatever is mounted.
   *
   * @param root the root
   * @param name the instance
   * @return the command that would unmount
   * @throws Refusal if a check fails
   */
  static String print(String root, InstanceName name) throws Refusal, IOException {
    try (InstanceTree tree = openUnlessGone(root, name)) {
      if (tree == null) {
        // Gone, or never there: the name is all there is to go by.
        String runtime = root + "/" + InstanceFolders.RUNTIME + "/" + name.value();
        return EquivalentCommand.umount(runtime + "/" + InstanceFolders.MERGED);
      }
      Descriptor work = openWorkUnlessGone(tree);
      if (work != null) {
        work.close();
      }
      occupant(tree);
      return EquivalentCommand.umount(tree.locationOf(InstanceFolders.MERGED));
    }
  }

  private static @Nullable InstanceTree openUnlessGone(String root, InstanceName name)
      throws Refusal {
    try {
      return InstanceTree.open(root, name);
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return null;
      }
      throw Refusal.cannotOpen(e, "");
    }
  }

  private static @Nullable Descriptor openWorkUnlessGone(InstanceTree tree) throws Refusal {
    try {
      return tree.runtime().open(InstanceFolders.WORK, OpenHow.FOLDER_SAME_MOUNT);
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return null;
      }
      throw Refusal.cannotOpen(e, "");
    }
  }

  /** What the helper noted when it mounted, having looked through upper; nothing if it did not. */
  private static Optional<OverlayIdentity> identity(InstanceTree tree) throws IOException {
    try (Descriptor merged = tree.openMerged()) {
      long id = merged.status().mountId();
      Optional<MountTable.Mount> mount =
          MountTable.ofThisProcess(Overlay.TYPE, new MountTable.WithId(id)).first();
      return mount.isEmpty() ? Optional.empty() : OverlayIdentity.of(mount.get());
    }
  }

  private static void proveUpperClean(InstanceTree tree, Descriptor work, OverlayIdentity identity)
      throws LinuxException {
    try (Descriptor upper = tree.openBranch(InstanceFolders.UPPER)) {
      // Another may have been put there since.
      if (identity.isUpper(upper.status())) {
        CleanProof.make(upper, work);
      }
    } catch (Refusal e) {
      // There is nothing to prove, and the next mount will say so.
      return;
    }
  }

  /** Looks, and lets go again: an open folder in the mount would keep it busy. */
  private static Occupant occupant(InstanceTree tree) throws Refusal, IOException {
    try (Descriptor merged = tree.openMerged()) {
      return Occupant.of(tree, merged);
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return Occupant.NOTHING;
      }
      throw Refusal.cannotOpen(e, "");
    }
  }

  private static void unmount(InstanceTree tree) throws Refusal, LinuxException {
    try {
      Mounts.unmount(tree.runtime(), InstanceFolders.MERGED);
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.EBUSY)) {
        String merged = tree.locationOf(InstanceFolders.MERGED);
        throw new Refusal(merged + " is busy, " + Holders.describe(merged), e);
      }
      throw e;
    }
  }

  /**
   * Removes the leftover unless an overlay is still working in it: one mounted beneath another, or
   * one whose mount point somebody has moved.
   */
  private static void removeLeftover(InstanceTree tree, Descriptor work)
      throws Refusal, IOException {
    Optional<MountTable.Mount> user = Occupant.userOf(work);
    if (user.isPresent()) {
      throw new Refusal(
          "the overlay of "
              + tree.runtime().subject()
              + " is still mounted at "
              + user.get().mountPoint()
              + "; unmount that by hand");
    }
    WorkLeftover.remove(work);
  }
}
