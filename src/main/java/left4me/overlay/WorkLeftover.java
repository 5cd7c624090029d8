package left4me.overlay;

import java.util.ArrayDeque;
import java.util.Deque;
import left4me.linux.Descriptor;
import left4me.linux.DirectoryReader;
import left4me.linux.Errno;
import left4me.linux.FileStatus;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import left4me.linux.Removal;

/**
 * Removes {@code work/work}, which the kernel makes as root in an overlay's work folder and leaves
 * behind, so that the folder's owner cannot remove it.
 *
 * <p>The owner of the work folder may put another folder there instead: one with something of
 * root's in it, or one of root's itself, which he may rename where it is. So what is removed is
 * what the kernel has made, all in a folder of root's that is closed to everybody; or what the
 * owner of the work folder could remove too, all in folders of his.
 *
 * <p>Each folder on the way down is opened from there, through no link and onto no other mount.
 */
final class WorkLeftover {

  private static final String NAME = "work";
  private static final String HERE = ".";
  private static final int ROOT = 0;
  private static final int PERMISSIONS = 07777;

  private final Descriptor leftover;
  private final boolean kernels;
  private final int owner;
  private final Deque<String> pending = new ArrayDeque<>();

  private WorkLeftover(Descriptor work, Descriptor leftover) throws LinuxException {
    this.leftover = leftover;
    this.kernels = isKernels(leftover.status());
    this.owner = work.status().user();
  }

  /** The kernel makes it without any permission, and nobody but root could make one of root's. */
  private static boolean isKernels(FileStatus leftover) {
    return leftover.user() == ROOT && (leftover.mode() & PERMISSIONS) == 0;
  }

  /**
   * Removes it with all that is in it. Does nothing if it is not there.
   *
   * @param work the open work folder, which no overlay uses
   * @throws Refusal if something in it is another user's
   * @throws LinuxException if something in it cannot be removed
   */
  static void remove(Descriptor work) throws Refusal, LinuxException {
    try (Descriptor leftover = work.open(NAME, OpenHow.LISTING)) {
      new WorkLeftover(work, leftover).empty();
      Removal.emptyDirectory(work, NAME);
    } catch (LinuxException e) {
      if (isNoDirectory(e.errno()) && e.subject().equals(work.subject() + "/" + NAME)) {
        Removal.file(work, NAME);
      } else if (!e.errno().equals(Errno.ENOENT)) {
        throw e;
      }
    }
  }

  private static boolean isNoDirectory(Errno errno) {
    return errno.equals(Errno.ENOTDIR) || errno.equals(Errno.ELOOP);
  }

  private void empty() throws Refusal, LinuxException {
    empty(HERE);
    String emptied = HERE;
    while (!pending.isEmpty()) {
      String path = pending.peek();
      try {
        remove(path);
        pending.pop();
      } catch (LinuxException e) {
        // A folder that is not empty just after it was emptied is being filled by someone.
        if (!e.errno().equals(Errno.ENOTEMPTY) || path.equals(emptied)) {
          throw e;
        }
        emptied = path;
        empty(path);
      }
    }
  }

  /** Removes a file, a link or an empty folder. */
  private void remove(String path) throws Refusal, LinuxException {
    int slash = path.lastIndexOf('/');
    String parent = slash < 0 ? HERE : path.substring(0, slash);
    try (Descriptor folder = leftover.open(parent, OpenHow.LISTING)) {
      // Looked at again: another may have come to be in its place.
      refuseForeign(folder);
      remove(folder, path.substring(slash + 1));
    }
  }

  private void refuseForeign(Descriptor folder) throws Refusal, LinuxException {
    if (!kernels && folder.status().user() != owner) {
      throw new Refusal(
          folder.subject()
              + " belongs to another user than what is around it, and is left alone; remove it");
    }
  }

  private static void remove(Descriptor folder, String name) throws LinuxException {
    try {
      Removal.emptyDirectory(folder, name);
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOTDIR)) {
        Removal.file(folder, name);
      } else if (!e.errno().equals(Errno.ENOENT)) {
        throw e;
      }
    }
  }

  /** Removes the files in a folder, and leaves the folders in it for later. */
  private void empty(String path) throws Refusal, LinuxException {
    try (Descriptor folder = leftover.open(path, OpenHow.LISTING);
        DirectoryReader entry = new DirectoryReader(folder)) {
      String prefix = path.equals(HERE) ? "" : path + "/";
      while (entry.next()) {
        // An empty one is the owner's to remove from a folder of his, whoever made it.
        refuseForeign(folder);
        if (entry.mayBeDirectory()) {
          pending.push(prefix + entry.name());
        } else {
          Removal.file(folder, entry.name());
        }
      }
    }
  }
}
