package left4me.migration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import left4me.instance.MountTable;
import left4me.instance.MountTable.Mount;
import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.LinuxException;
import left4me.linux.Mounts;
import left4me.linux.OpenHow;
import left4me.overlay.Holders;
import left4me.overlay.Refusal;

/** What is mounted in the folder of all instances, and how it is unmounted. */
final class RuntimeMounts {

  private final Descriptor runtime;
  private final String location;

  /**
   * @param runtime the open folder of all instances
   * @throws LinuxException if the kernel does not say where that is
   */
  RuntimeMounts(Descriptor runtime) throws LinuxException {
    this.runtime = runtime;
    this.location = runtime.location();
  }

  /** What is mounted that is none of these stays, and has the instance refused. */
  static boolean isFuseOrOverlay(Mount mount) {
    return mount.type().equals("overlay") || Fuse.isType(mount.type());
  }

  /** Where something in the folder of all instances is, links resolved. */
  String placeOf(String name) {
    return location + "/" + name;
  }

  /** Whether there is anything to unmount on a folder itself. */
  boolean isCovered(String place) throws IOException {
    for (Mount mount : MountTable.ofThisProcess().mounts()) {
      if (mount.mountPoint().equals(place) && isFuseOrOverlay(mount)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Unmounts what is mounted at a place or below it, all or nothing: what else is mounted below it
   * has all of it refused. That which is mounted at the place itself may be of any kind: it is the
   * file system that the instance is on.
   *
   * @return how many there were
   * @throws Refusal if there is something else, or one is busy
   */
  int unmount(String place) throws Refusal, IOException {
    for (Mount mount : below(MountTable.ofThisProcess(), place)) {
      if (!isFuseOrOverlay(mount) && !mount.mountPoint().equals(place)) {
        throw new Refusal(
            mount.mountPoint()
                + " has something mounted on it that is neither FUSE nor an overlay, but "
                + mount.type()
                + "; unmount it");
      }
    }
    return unmountOurs(place);
  }

  /**
   * Unmounts what is FUSE or an overlay at a place or below it, topmost first, whatever else there
   * is.
   *
   * @return how many there were
   * @throws Refusal if one is busy
   */
  int unmountOurs(String place) throws Refusal, IOException {
    int count = 0;
    // Read anew each time: what was beneath is on top then.
    for (MountTable table = MountTable.ofThisProcess(); ; table = MountTable.ofThisProcess()) {
      List<Mount> mounts = below(table, place);
      mounts.removeIf(mount -> !isFuseOrOverlay(mount));
      if (mounts.isEmpty()) {
        return count;
      }
      List<Mount> ordered = topmostFirst(mounts, table);
      for (Mount mount : ordered) {
        Fuse.refuseWayTo(mount, table);
      }
      unmountOne(ordered);
      count++;
    }
  }

  private static List<Mount> below(MountTable table, String place) {
    List<Mount> found = new ArrayList<>();
    for (Mount mount : table.mounts()) {
      if (mount.isAtOrBelow(place)) {
        found.add(mount);
      }
    }
    return found;
  }

  /** Those first that nothing is mounted on, of these the youngest. */
  static List<Mount> topmostFirst(List<Mount> mounts, MountTable table) {
    Set<Long> beneath = new HashSet<>();
    for (Mount mount : table.mounts()) {
      beneath.add(mount.parent());
    }
    List<Mount> ordered = new ArrayList<>();
    for (Mount mount : mounts) {
      if (!beneath.contains(mount.id())) {
        ordered.add(mount);
      }
    }
    for (Mount mount : mounts) {
      if (beneath.contains(mount.id())) {
        ordered.addFirst(mount);
      }
    }
    return ordered.reversed();
  }

  /** One may be hidden by another that covers the way to it. */
  private void unmountOne(List<Mount> mounts) throws Refusal, IOException {
    for (Mount mount : mounts) {
      if (unmountIfReached(mount)) {
        return;
      }
    }
    throw new Refusal(
        mounts.getFirst().mountPoint()
            + " cannot be reached: something covers it, or it was moved meanwhile; unmount it");
  }

  /**
   * Unmounts it if its place leads to it. Nobody who may not mount here puts another mount there in
   * between; a rename in a mount namespace of the user's own can, of two mounts of the same tree.
   */
  private boolean unmountIfReached(Mount mount) throws Refusal, IOException {
    String path = mount.mountPoint();
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    String folder = slash == location.length() ? "." : path.substring(location.length() + 1, slash);
    try (Descriptor parent = runtime.open(folder, OpenHow.FOLDER)) {
      if (!leadsTo(mount, parent, name)) {
        return false;
      }
      Mounts.unmount(parent, name);
      return true;
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return false;
      }
      if (e.errno().equals(Errno.EBUSY)) {
        throw new Refusal(path + " is busy, " + Holders.describe(path), e);
      }
      throw new Refusal(path + " cannot be unmounted: " + e.errno() + "; unmount it", e);
    }
  }

  /** Looks, and lets go again: an open folder in the mount would keep it busy. */
  private static boolean leadsTo(Mount mount, Descriptor parent, String name)
      throws LinuxException {
    try (Descriptor top = parent.open(name, OpenHow.PLACE)) {
      return top.mountId() == mount.id();
    }
  }
}
