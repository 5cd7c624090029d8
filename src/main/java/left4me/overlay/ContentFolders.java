package left4me.overlay;

import java.util.ArrayList;
import java.util.List;
import left4me.instance.InstanceFolders;
import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;

/**
 * Where layers may come from: the folders of the root that hold content.
 *
 * @param locations where they are, links resolved; those that exist
 */
record ContentFolders(List<String> locations) {

  /** Copies the list. */
  ContentFolders {
    locations = List.copyOf(locations);
  }

  /**
   * Looks where they are. Each may be a link to elsewhere in the root: all in it belongs to the
   * same user. One that leads out of it would let that user choose any folder of the machine.
   *
   * @throws Refusal if one leads out of the root or cannot be opened
   */
  static ContentFolders of(InstanceTree tree) throws Refusal {
    List<String> locations = new ArrayList<>();
    for (String name : InstanceFolders.CONTENT) {
      try (Descriptor folder = tree.root().open(name, OpenHow.FOLDER_ANYWHERE)) {
        String location = folder.location();
        if (!isBelow(location, tree.rootLocation())) {
          throw new Refusal(
              folder.subject()
                  + " leads out of the root, to "
                  + location
                  + "; replace the link by a real folder, or mount that one there");
        }
        locations.add(location);
      } catch (LinuxException e) {
        if (!e.errno().equals(Errno.ENOENT)) {
          throw Refusal.cannotOpen(e, "");
        }
      }
    }
    return new ContentFolders(locations);
  }

  /** Whether a location, links resolved, is one of these folders or below one. */
  boolean contain(String location) {
    for (String folder : locations) {
      if (location.equals(folder) || isBelow(location, folder)) {
        return true;
      }
    }
    return false;
  }

  /** The names of the folders, for a message. */
  static String names() {
    return String.join(", ", InstanceFolders.CONTENT);
  }

  private static boolean isBelow(String location, String folder) {
    return location.startsWith(folder + "/");
  }
}
