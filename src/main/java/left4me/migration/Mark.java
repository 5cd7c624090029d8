package left4me.migration;

import java.io.IOException;
import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.FileRights;
import left4me.linux.FileStatus;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import left4me.overlay.Refusal;

/**
 * The file in the root of all instances that says that the host is migrated.
 *
 * @param root the open root
 */
record Mark(Descriptor root) {

  /** Its name; the contract has it. */
  static final String NAME = ".kernel-overlay-migrated";

  /**
   * Whether it is there.
   *
   * @throws Refusal if something else is in its place
   */
  boolean isThere() throws Refusal, IOException {
    try (Descriptor mark = root.open(NAME, OpenHow.FILE_SAME_MOUNT)) {
      if (!mark.status().isRegularFile()) {
        throw new Refusal(mark.subject() + " is not a file; remove it");
      }
      return true;
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return false;
      }
      if (e.errno().equals(Errno.ELOOP)) {
        throw new Refusal(e.subject() + " is a symbolic link; remove it", e);
      }
      if (e.errno().equals(Errno.EXDEV)) {
        throw Refusal.cannotOpen(e, "");
      }
      throw e;
    }
  }

  /**
   * Makes it, with the rights of the root's owner: whatever he has put there, root writes to no
   * file of another's. Returns when it will outlast a power loss.
   *
   * @throws LinuxException if the kernel refuses: EEXIST if there is anything of that name
   */
  void leave() throws LinuxException {
    FileStatus owner = root.status();
    try (FileRights rights = FileRights.of(owner.user(), owner.group());
        Descriptor mark = root.open(NAME, OpenHow.NEW_FILE)) {
      mark.sync();
    }
    try (Descriptor folder = root.open(".", OpenHow.LISTING)) {
      folder.sync();
    }
  }
}
