package left4me.overlay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import left4me.instance.InstanceFolders;
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

  private final Map<String, Descriptor> folders = new LinkedHashMap<>();
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
    folders.put(folder.subject(), folder);
    String location = folder.location();
    if (!isBelow(location, tree.rootLocation())) {
      throw new Refusal(
          folder.subject()
              + " leads out of the root, to "
              + location
              + "; replace the link by a real folder, or mount that one there");
    }
    locations.add(location);
  }

  /**
   * Gives away the open folder of that path, so that the path is not gone along again.
   *
   * @return the folder, the caller's to close; null if it is none of these or was given away
   */
  @Nullable Descriptor take(String path) {
    return folders.remove(path);
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
    return location.startsWith(folder) && location.startsWith("/", folder.length());
  }

  @Override
  public void close() {
    for (Descriptor folder : folders.values()) {
      folder.close();
    }
  }
}
