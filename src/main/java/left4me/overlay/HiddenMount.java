package left4me.overlay;

import java.io.IOException;
import left4me.linux.Descriptor;
import left4me.linux.LinuxException;
import left4me.linux.Mounts;
import left4me.linux.OpenHow;
import left4me.linux.PrivateMounts;

/**
 * Makes an overlay of folders in mounts that are nowhere.
 *
 * <p>The kernel takes no such folder before Linux 6.14: a mount has to be in the namespace. So they
 * are put into one that nobody else sees, the overlay is made there, and comes out of it as a mount
 * that is nowhere. Nothing of it is left behind, even if this program is killed.
 */
final class HiddenMount {

  /** A folder that each host has, to put things on where only this thread sees it. */
  private static final String PLACE = "/sys";

  private HiddenMount() {}

  /**
   * Makes it.
   *
   * @param source what the mount table is to show as mounted
   * @param view the folders
   * @param folders the same as they were checked
   * @param way how the kernel is given them
   * @return the root of the overlay's mount, which vanishes when closed unless it is attached
   */
  static Descriptor of(String source, OwnersView view, OverlayFolders folders, MountWay way)
      throws Refusal, IOException {
    try (PrivateMounts here = new PrivateMounts();
        Descriptor place = Descriptor.openAbsolute(PLACE, OpenHow.FOLDER_ANYWHERE)) {
      for (Descriptor mount : view.mounts()) {
        Mounts.attach(mount, place);
      }
      try (Descriptor upper = view.openUpper(folders);
          Descriptor work = view.openWork(folders)) {
        new Overlay(source, view.layers(), upper, work).mount(place, way);
      }
      return topmost();
    }
  }

  private static Descriptor topmost() throws LinuxException {
    try (Descriptor overlay = Descriptor.openAbsolute(PLACE, OpenHow.FOLDER_ANYWHERE)) {
      return Mounts.detachedClone(overlay);
    }
  }
}
