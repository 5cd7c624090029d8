package left4me.migration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.instance.MountTable.Mount;
import left4me.linux.Descriptor;
import left4me.linux.DirectoryReader;
import left4me.linux.Entries;
import left4me.linux.Errno;
import left4me.linux.FileRights;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import left4me.linux.Removal;
import left4me.overlay.InstanceTree;
import left4me.overlay.Occupant;
import left4me.overlay.Refusal;
import org.jspecify.annotations.Nullable;

/** Unmounts one instance, and empties what its server wrote. */
final class InstanceMigration {

  private static final int PERMISSIONS = 0777;
  private static final int OWNERS = 0700;

  private final InstanceTree tree;
  private final RuntimeMounts mounts;
  private final String place;

  private InstanceMigration(InstanceTree tree, RuntimeMounts mounts, String place) {
    this.tree = tree;
    this.mounts = mounts;
    this.place = place;
  }

  /**
   * Migrates it. One that was cut short is completed by the next.
   *
   * @param root the root of all instances
   * @param all the folder of all instances in it
   * @param name the instance
   * @param mounts what is mounted in that folder
   * @return what was done
   * @throws Refusal if something is not as expected; unless it says otherwise, nothing was removed
   */
  static String run(Descriptor root, Descriptor all, InstanceName name, RuntimeMounts mounts)
      throws Refusal, IOException {
    String place = mounts.placeOf(name.value());
    int unmounted = 0;
    if (mounts.isCovered(place)) {
      // What is on the folder itself hides the one to lock, and would be kept busy by it.
      unmounted += mounts.unmount(place);
    }
    try (InstanceTree tree = open(root, all, name)) {
      Fuse.refuse(tree.runtime());
      try (CallersLock callers = CallersLock.take(tree)) {
        tree.lock();
        return new InstanceMigration(tree, mounts, place).run(unmounted);
      }
    }
  }

  private static InstanceTree open(Descriptor root, Descriptor all, InstanceName name)
      throws Refusal {
    try {
      return InstanceTree.open(root, all, name);
    } catch (LinuxException e) {
      throw Refusal.cannotOpen(e, "start this again");
    }
  }

  private String run(int unmountedBefore) throws Refusal, IOException {
    int unmounted = unmountedBefore + mounts.unmount(place);
    requireOwner();
    String note;
    try (Descriptor upper = openUnlessMissing(InstanceFolders.UPPER);
        Descriptor work = openUnlessMissing(InstanceFolders.WORK);
        Descriptor merged = openUnlessMissing(InstanceFolders.MERGED)) {
      refuseUse(upper, work);
      if (upper != null) {
        FolderEraser.empty(upper);
      }
      if (work != null) {
        FolderEraser.empty(work);
      }
      note = merged == null ? makeMerged() : noteOn(merged);
    }
    replace(InstanceFolders.UPPER);
    replace(InstanceFolders.WORK);
    try (Descriptor folder = tree.runtime().open(".", OpenHow.LISTING)) {
      folder.syncFileSystem();
    }
    return tree.name()
        + ": "
        + (unmounted > 0 ? "unmounted, " : "")
        + "upper and work emptied"
        + note;
  }

  /**
   * What the owner of all instances does not own he could neither fill nor remove afterwards. It is
   * never to be given to him by its path: he may have put a link on the way there meanwhile.
   */
  private void requireOwner() throws Refusal, LinuxException {
    if (tree.runtime().status().user() != tree.root().status().user()) {
      String path = tree.runtime().subject();
      throw new Refusal(
          path
              + " belongs to another user than what is around it; put it aside (runuser -u left4me --"
              + " mv -T "
              + path
              + " "
              + path
              + ".aside), initialize the instance again, and start this again");
    }
  }

  private @Nullable Descriptor openUnlessMissing(String folder) throws Refusal {
    try {
      return tree.runtime().open(folder, OpenHow.FOLDER_SAME_MOUNT);
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return null;
      }
      throw Refusal.cannotOpen(e, "");
    }
  }

  /** Refuses if the folders are used by what is mounted elsewhere, or by another's mounts. */
  private void refuseUse(@Nullable Descriptor upper, @Nullable Descriptor work)
      throws Refusal, IOException {
    if (!tree.runtime().location().equals(place)) {
      throw new Refusal(place + " was moved away meanwhile; start this again");
    }
    List<Descriptor> folders = new ArrayList<>();
    if (upper != null) {
      folders.add(upper);
    }
    if (work != null) {
      folders.add(work);
    }
    Optional<Mount> user = Occupant.userOf(folders.toArray(Descriptor[]::new));
    if (user.isPresent()) {
      throw new Refusal(
          "upper or work of "
              + place
              + " is in use by the overlay mounted at "
              + user.get().mountPoint()
              + "; unmount that");
    }
    OtherNamespaces.refuseUse(place, folders);
  }

  private String makeMerged() throws LinuxException {
    make(InstanceFolders.MERGED);
    return "";
  }

  /** What was written there while nothing was mounted is not upper's, and nobody asked for it. */
  private static String noteOn(Descriptor merged) throws LinuxException {
    try (Descriptor listing = merged.open(".", OpenHow.LISTING);
        DirectoryReader entry = new DirectoryReader(listing)) {
      return entry.next() ? "; merged is not empty, and what is in it stays" : "";
    }
  }

  /** Makes an emptied folder anew, so that nothing of the old one is left: marks, owner, rights. */
  private void replace(String folder) throws Refusal, LinuxException {
    try {
      Removal.emptyDirectory(tree.runtime(), folder);
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOTEMPTY) || e.errno().equals(Errno.ENOTDIR)) {
        throw new Refusal(e.subject() + " was changed while it was emptied; start this again", e);
      }
      if (!e.errno().equals(Errno.ENOENT)) {
        throw FolderEraser.explained(e);
      }
    }
    make(folder);
  }

  /**
   * By the owner's rights, and so as his: there is nothing to be given to him by its name. With the
   * permissions of the folder around it, as initialize makes both by one umask.
   */
  private void make(String folder) throws LinuxException {
    int mode = (tree.runtime().status().mode() & PERMISSIONS) | OWNERS;
    try (FileRights rights = tree.ownersRights()) {
      Entries.makeDirectory(tree.runtime(), folder, mode);
    }
  }
}
