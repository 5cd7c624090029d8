package left4me.migration;

import left4me.instance.InstanceName;
import left4me.linux.Descriptor;
import left4me.linux.Entries;
import left4me.linux.Errno;
import left4me.linux.FileRights;
import left4me.linux.FileStatus;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import left4me.linux.Removal;
import left4me.overlay.Refusal;

/**
 * Which instances are migrated already while the host is not, as a run was cut short or refused
 * others: what their servers have written since is not thrown away by the next.
 *
 * <p>A folder beside the mark, with a folder for each of them; as the mark, left4me's.
 *
 * @param root the open root
 */
record Finished(Descriptor root) {

  /** Its name. */
  static final String FOLDER = Mark.NAME + ".part";

  private static final int MODE = 0750;

  /**
   * Whether an instance is among them.
   *
   * @throws Refusal if something else is in the folder's place
   */
  boolean has(InstanceName name) throws Refusal {
    try (Descriptor folder = root.open(FOLDER, OpenHow.FOLDER_SAME_MOUNT);
        Descriptor instance = folder.open(name.value(), OpenHow.FOLDER_SAME_MOUNT)) {
      return true;
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return false;
      }
      throw unexpected(e);
    }
  }

  private Refusal unexpected(LinuxException e) {
    return new Refusal(
        root + "/" + FOLDER + " is not as a run leaves it: " + e.errno() + "; remove it", e);
  }

  /**
   * Adds one. Returns when that will outlast a power loss, as what was done has to before.
   *
   * @throws LinuxException if the kernel refuses
   */
  void add(InstanceName name) throws LinuxException {
    FileStatus owner = root.status();
    try (FileRights rights = FileRights.of(owner.user(), owner.group())) {
      try (Descriptor around = root.open(".", OpenHow.LISTING)) {
        if (makeUnlessThere(around, FOLDER)) {
          around.sync();
        }
      }
      try (Descriptor folder = root.open(FOLDER, OpenHow.LISTING)) {
        makeUnlessThere(folder, name.value());
        folder.sync();
      }
    }
  }

  /** False if it was there. */
  private static boolean makeUnlessThere(Descriptor parent, String name) throws LinuxException {
    try {
      Entries.makeDirectory(parent, name, MODE);
      return true;
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.EEXIST)) {
        throw e;
      }
      return false;
    }
  }

  /**
   * Forgets all of them, once the mark is left: should this end in between, no more is lost.
   *
   * @throws Refusal if something is not as expected
   * @throws LinuxException if the kernel refuses
   */
  void clear() throws Refusal, LinuxException {
    try (Descriptor folder = root.open(FOLDER, OpenHow.FOLDER_SAME_MOUNT)) {
      FolderEraser.empty(folder);
      Removal.emptyDirectory(root, FOLDER);
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.ENOENT)) {
        throw unexpected(e);
      }
    }
  }
}
