package left4me.overlay;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import left4me.instance.InstanceFolders;
import left4me.instance.MountTable;
import left4me.instance.MountTable.Mount;
import left4me.linux.Descriptor;
import left4me.linux.DirectoryReader;
import left4me.linux.LinuxException;
import left4me.linux.Mounts;
import left4me.linux.OpenHow;

/**
 * Where a new mount has come to be.
 *
 * <p>The folders it is made of are what was checked, whoever moved them since. But only where they
 * belong will the instance find its tree, and umount the mount.
 *
 * @param tree the instance
 * @param merged the folder that the mount covers
 * @param identity what the mount is known by
 */
record Placement(InstanceTree tree, Descriptor merged, OverlayIdentity identity) {

  /**
   * What is wrong with it, in a sentence.
   *
   * @param upper the mount's writable layer
   * @param work its scratch folder
   */
  Optional<String> faultOf(Descriptor upper, Descriptor work) {
    try {
      awaitRenames();
      Mount mount = find();
      String expected = tree.locationOf(InstanceFolders.MERGED);
      if (!mount.mountPoint().equals(expected)) {
        return Optional.of(
            "merged was moved to " + mount.mountPoint() + " while it was being mounted");
      }
      if (!Occupant.isOurs(tree, mount)
          || !upper.location().equals(tree.locationOf(InstanceFolders.UPPER))
          || !work.location().equals(tree.locationOf(InstanceFolders.WORK))) {
        return Optional.of(
            "upper, work or " + expected + " was moved or covered while it was being mounted");
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the new mount cannot be found: " + e.getMessage());
    }
  }

  /**
   * The new mount: no other has these folders, as that was made sure of before. Where the file
   * system below is mounted at other places too, the kernel may have put copies of it there.
   */
  private Mount find() throws IOException {
    Made made = new Made(merged.status().mountId(), identity.source());
    Optional<Mount> mount = MountTable.ofThisProcess(Overlay.TYPE, made).first();
    if (mount.isEmpty()) {
      throw new IOException("it is not in the table of mounts");
    }
    return mount.get();
  }

  private record Made(long parent, String source) implements Predicate<Mount> {
    @Override
    public boolean test(Mount mount) {
      return mount.parent() == parent && mount.source().equals(source);
    }
  }

  /**
   * Waits until the mount point stays where it is. The kernel renames no mount point of the mount
   * namespace that it is asked in, but does not keep a folder from becoming one while it is being
   * renamed: it then holds only the lock of the folder around it. Reading that takes the same lock,
   * so each such rename is over afterwards. It happened about once in a thousand mounts under a
   * thread that swapped as fast as it could. Against a rename in another namespace nothing helps.
   *
   * <p>See {@code Documentation/filesystems/directory-locking.rst}.
   */
  private void awaitRenames() throws LinuxException {
    try (Descriptor parent = merged.open("..", OpenHow.FOLDER_ANYWHERE);
        Descriptor listing = parent.open(".", OpenHow.LISTING);
        DirectoryReader reader = new DirectoryReader(listing)) {
      reader.next();
    }
  }

  /**
   * Unmounts what was mounted at the wrong place. Its name there is found from the covered folder,
   * which is still open, and it is unmounted only if that mount is the one made here.
   *
   * <p>Who moved it may already be holding it. It then stays: a mount of checked folders in a
   * folder of theirs, which is said here and by each mount and umount that follows.
   */
  void undo(String fault) throws Refusal {
    try (Descriptor parent = merged.open("..", OpenHow.FOLDER_ANYWHERE)) {
      String covered = merged.location();
      String name = covered.substring(covered.lastIndexOf('/') + 1);
      if (!isMounted(parent, name)) {
        throw new Refusal(fault + "; it is still mounted, nobody knows where");
      }
      Mounts.unmount(parent, name);
    } catch (IOException e) {
      throw new Refusal(fault + "; it is still mounted: " + e.getMessage(), e);
    }
  }

  private boolean isMounted(Descriptor parent, String name) throws IOException {
    long id = find().id();
    try (Descriptor mounted = parent.open(name, OpenHow.FOLDER)) {
      return mounted.status().mountId() == id;
    }
  }
}
