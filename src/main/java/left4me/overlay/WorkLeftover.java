package left4me.overlay;

import java.util.ArrayDeque;
import java.util.Deque;
import left4me.linux.Descriptor;
import left4me.linux.DirectoryReader;
import left4me.linux.Errno;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import left4me.linux.Removal;

/**
 * Removes {@code work/work}, which the kernel makes as root in an overlay's work folder and leaves
 * behind, so that the folder's owner cannot remove it.
 *
 * <p>Each folder on the way down is opened from {@code work}, through no link and onto no other
 * mount: what is removed was in there.
 */
final class WorkLeftover {

  private static final String NAME = "work";

  private final Descriptor work;
  private final Deque<String> pending = new ArrayDeque<>();

  private WorkLeftover(Descriptor work) {
    this.work = work;
  }

  /**
   * Removes it with all that is in it. Does nothing if it is not there.
   *
   * @param work the open work folder, which no overlay uses
   * @throws LinuxException if something in it cannot be removed
   */
  static void remove(Descriptor work) throws LinuxException {
    new WorkLeftover(work).run();
  }

  private void run() throws LinuxException {
    String emptied = "";
    pending.push(NAME);
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
  private void remove(String path) throws LinuxException {
    int slash = path.lastIndexOf('/');
    String parent = slash < 0 ? "." : path.substring(0, slash);
    try (Descriptor folder = work.open(parent, OpenHow.LISTING)) {
      remove(folder, path.substring(slash + 1));
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
  private void empty(String path) throws LinuxException {
    try (Descriptor folder = work.open(path, OpenHow.LISTING);
        DirectoryReader entry = new DirectoryReader(folder)) {
      while (entry.next()) {
        if (entry.mayBeDirectory()) {
          pending.push(path + "/" + entry.name());
        } else {
          Removal.file(folder, entry.name());
        }
      }
    }
  }
}
