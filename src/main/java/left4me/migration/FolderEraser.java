package left4me.migration;

import java.util.UUID;
import left4me.linux.Descriptor;
import left4me.linux.DirectoryReader;
import left4me.linux.Entries;
import left4me.linux.Errno;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import left4me.linux.Removal;
import left4me.overlay.Refusal;

/**
 * Empties a folder, whatever is in it: of whomever, as many and as deep as it may be; through no
 * link, and into no mount.
 *
 * <p>A tree can be deeper than any path, and than any number of open files. So the folders of each
 * folder are moved up before it is removed, and no more than two are open at a time. Each is opened
 * from the top by one name, and nothing is reached by way of {@code ..}: whoever moves folders
 * about meanwhile, what is removed is in a folder that was in this one.
 */
final class FolderEraser {

  private final Descriptor top;

  /** No name in the tree begins like this, as no server can guess it. */
  private final String prefix = ".erase-" + UUID.randomUUID() + "-";

  private long moved;

  private FolderEraser(Descriptor top) {
    this.top = top;
  }

  /**
   * Empties it. One that was cut short is completed by the next.
   *
   * @param top the open folder
   * @throws Refusal if something cannot be removed before the administrator has done something
   * @throws LinuxException if the kernel refuses otherwise
   */
  static void empty(Descriptor top) throws Refusal, LinuxException {
    try {
      FolderEraser eraser = new FolderEraser(top);
      while (eraser.pass()) {
        // What was moved up, or made meanwhile, is for the next.
      }
    } catch (LinuxException e) {
      throw explained(e);
    }
  }

  /**
   * Says what to do where something cannot be removed.
   *
   * @return the same, where there is nothing more to say
   * @throws Refusal that says it
   */
  static LinuxException explained(LinuxException e) throws Refusal {
    if (e.errno().equals(Errno.EPERM)) {
      throw new Refusal(
          e.subject()
              + " cannot be removed: "
              + e.errno()
              + "; it or the folder that it is in may be immutable: lsattr -d, chattr -i -a",
          e);
    }
    if (e.errno().equals(Errno.EBUSY)) {
      throw new Refusal(
          e.subject() + " cannot be removed: something is mounted on it; unmount that", e);
    }
    if (e.errno().equals(Errno.EXDEV)) {
      throw Refusal.cannotOpen(e, "");
    }
    return e;
  }

  /** Removes what there is; false if there was nothing. */
  private boolean pass() throws LinuxException {
    boolean found = false;
    // Opened anew: one that was read to its end does not tell what came since.
    try (Descriptor listing = top.open(".", OpenHow.LISTING);
        DirectoryReader entry = new DirectoryReader(listing)) {
      while (entry.next()) {
        found = true;
        if (!remove(listing, entry)) {
          removeLevel(entry.name());
        }
      }
    }
    return found;
  }

  /** Removes a folder of the top one, but for the folders in it, which move up beside it. */
  private void removeLevel(String name) throws LinuxException {
    try (Descriptor folder = top.open(name, OpenHow.LISTING);
        DirectoryReader entry = new DirectoryReader(folder)) {
      while (entry.next()) {
        if (!remove(folder, entry)) {
          moveUp(folder, entry.name());
        }
      }
    } catch (LinuxException e) {
      if (!isNoFolderAnyMore(e.errno())) {
        throw e;
      }
    }
    removeFolder(top, name);
  }

  private void moveUp(Descriptor folder, String name) throws LinuxException {
    try {
      Entries.move(folder, name, top, prefix + moved++);
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.ENOENT)) {
        throw e;
      }
    }
  }

  /** Removes an entry; false if it is a folder that is not empty. */
  private static boolean remove(Descriptor folder, DirectoryReader entry) throws LinuxException {
    if (entry.mayBeDirectory()) {
      return removeFolder(folder, entry.name());
    }
    try {
      Removal.file(folder, entry.name());
      return true;
    } catch (LinuxException e) {
      // Gone, or a folder meanwhile: the next pass meets what there is.
      if (e.errno().equals(Errno.ENOENT) || e.errno().equals(Errno.EISDIR)) {
        return true;
      }
      throw e;
    }
  }

  /** Removes an empty folder, or what has come to be in its place; false if it is not empty. */
  private static boolean removeFolder(Descriptor parent, String name) throws LinuxException {
    try {
      Removal.emptyDirectory(parent, name);
      return true;
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOTEMPTY)) {
        return false;
      }
      if (e.errno().equals(Errno.ENOTDIR)) {
        Removal.file(parent, name);
        return true;
      }
      if (e.errno().equals(Errno.ENOENT)) {
        return true;
      }
      throw e;
    }
  }

  private static boolean isNoFolderAnyMore(Errno errno) {
    return errno.equals(Errno.ENOENT) || errno.equals(Errno.ENOTDIR) || errno.equals(Errno.ELOOP);
  }
}
