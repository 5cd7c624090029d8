package left4me.overlay;

import java.util.ArrayList;
import java.util.List;
import left4me.instance.InstanceFolders;
import left4me.instance.Lowerdirs;
import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import org.jspecify.annotations.Nullable;

/**
 * Where layers may come from: the folders of the root that hold content, held open.
 *
 * <p>Each may be a link to elsewhere in the root: all in it belongs to the same user. One that
 * leads out of it would let that user choose any folder of the machine.
 */
final class ContentFolders implements AutoCloseable {

  /** What the kernel shows of each layer in it begins with that; see {@link Lowerdirs}. */
  private static final int LONGEST = 256;

  private final List<Descriptor> folders = new ArrayList<>();
  private final List<String> locations = new ArrayList<>();

  private ContentFolders() {}

  /**
   * Opens those that exist.
   *
   * @throws Refusal if one leads out of the root or cannot be opened
   */
  static ContentFolders of(InstanceTree tree) throws Refusal, LinuxException {
    ContentFolders content = new ContentFolders();
    try {
      for (String name : InstanceFolders.CONTENT) {
        content.add(tree, name);
      }
      return content;
    } catch (Refusal | LinuxException | RuntimeException e) {
      content.close();
      throw e;
    }
  }

  private void add(InstanceTree tree, String name) throws Refusal, LinuxException {
    Descriptor folder;
    try {
      folder = tree.root().open(name, OpenHow.FOLDER_ANYWHERE);
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return;
      }
      throw Refusal.cannotOpen(e, "");
    }
    folders.add(folder);
    String location = folder.location();
    if (!isBelow(location, tree.rootLocation())) {
      throw new Refusal(
          folder.subject()
              + " leads out of the root, to "
              + location
              + "; replace the link by a real folder, or mount that one there");
    }
    if (location.length() > LONGEST) {
      throw new Refusal(
          folder.subject()
              + " leads to a place of more than "
              + LONGEST
              + " characters; move it to one of a shorter name");
    }
    refuseState(tree, folder, location);
    if (location.indexOf('\n') >= 0) {
      throw new Refusal(
          folder.subject()
              + " leads to "
              + location
              + ", which has a newline in its name; rename it");
    }
    locations.add(location);
  }

  /** What is mounted for one instance would be a layer of another. */
  private static void refuseState(InstanceTree tree, Descriptor folder, String location)
      throws Refusal {
    for (String name : List.of(InstanceFolders.RUNTIME, InstanceFolders.INSTANCES)) {
      String state = tree.rootLocation() + "/" + name;
      if (location.equals(state) || isBelow(location, state)) {
        throw new Refusal(
            folder.subject()
                + " leads to "
                + location
                + ", which is the instances' own; replace the link by a real folder");
      }
    }
  }

  /**
   * Opens a layer that is one of these folders, or is reached from one straight: through no link
   * and never out of it. The kernel itself then vouches for where it is, so that it need not be
   * asked for a path that would have to be compared; with 500 layers, that is most of the work.
   *
   * @param path absolute
   * @return the folder, the caller's to close; null if it is not reached so, for whatever reason
   */
  @Nullable Descriptor openStraight(String path) {
    for (Descriptor folder : folders) {
      String own = folder.subject();
      try {
        if (path.equals(own)) {
          return folder.open(".", OpenHow.FOLDER);
        }
        if (isBelow(path, own)) {
          return folder.openBelow(path, OpenHow.FOLDER);
        }
      } catch (LinuxException e) {
        return null;
      }
    }
    return null;
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
    // The slash first: it tells most of them apart.
    return location.startsWith("/", folder.length()) && location.startsWith(folder);
  }

  @Override
  public void close() {
    Descriptor.closeAll(folders);
  }
}
