package left4me.overlay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import left4me.instance.Lowerdirs;
import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.FileRights;
import left4me.linux.FileStatus;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import org.jspecify.annotations.Nullable;

/**
 * The layers of an instance, topmost first, each held open and known to be one that may be mounted.
 *
 * <p>Links are allowed here. One that is reached without any from a folder for content is in that
 * folder, as the kernel sees to. For the others the order is: open, following them; ask the kernel
 * where that is; check this; keep the open folder. A link that changes meanwhile changes nothing.
 */
final class Layers implements AutoCloseable {

  private static final String DELETED = " (deleted)";

  private final List<Descriptor> folders = new ArrayList<>();
  private final List<FileStatus> statuses = new ArrayList<>();

  /** How long the locations are that links lead to; the kernel shows those, and not the links. */
  private int length;

  private Layers() {}

  /**
   * Opens and checks each layer that the instance's settings name.
   *
   * @param tree the instance
   * @throws Refusal at the first that may not be mounted
   */
  static Layers of(InstanceTree tree) throws Refusal, IOException {
    Layers opened = new Layers();
    try (FileRights owners = tree.ownersRights();
        ContentFolders content = ContentFolders.of(tree)) {
      List<String> paths = InstanceEnv.lowerdirs(tree).paths();
      for (int i = 0; i < paths.size(); i++) {
        opened.add(paths.get(i), content, new Entry(tree, i + 1));
      }
      LayerMounts.check(tree, opened);
      return opened;
    } catch (Refusal | IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Where a layer is named, put together when it is told: there may be 500 of them. */
  private record Entry(InstanceTree tree, int number) {
    @Override
    public String toString() {
      return InstanceEnv.pathIn(tree) + ": " + Lowerdirs.KEY + ", entry " + number + ": ";
    }
  }

  private void add(String path, ContentFolders content, Entry entry) throws Refusal {
    if (!path.startsWith("/")) {
      throw new Refusal(entry + path + " is not an absolute path");
    }
    try {
      Descriptor straight = content.openStraight(path);
      Descriptor folder = straight != null ? straight : open(path, content);
      folders.add(folder);
      FileStatus status = folder.status();
      statuses.add(status);
      if (straight == null) {
        check(folder, status, content, entry);
      }
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ELOOP)) {
        throw new Refusal(
            entry + path + " leads through a loop of symbolic links, or through one of /proc's", e);
      }
      throw Refusal.cannotOpen(entry.toString(), e, "create it, or take it out of the blueprint");
    }
  }

  private static Descriptor open(String path, ContentFolders content) throws LinuxException {
    try {
      return Descriptor.openAbsolute(path, OpenHow.FOLDER_ANYWHERE);
    } catch (LinuxException e) {
      Descriptor folder = e.errno().equals(Errno.EACCES) ? openClosed(path, content) : null;
      if (folder == null) {
        throw e;
      }
      return folder;
    }
  }

  /**
   * Opens a folder that is closed to the root's owner, as a game that another user has installed
   * may be. What is in the folders for content is there for the servers, whoever owns it; of what
   * is elsewhere nothing is told.
   */
  private static @Nullable Descriptor openClosed(String path, ContentFolders content) {
    try (FileRights roots = FileRights.ofRoot()) {
      Descriptor folder = Descriptor.openAbsolute(path, OpenHow.FOLDER_ANYWHERE);
      if (content.contain(folder.location())) {
        return folder;
      }
      folder.close();
      return null;
    } catch (LinuxException e) {
      return null;
    }
  }

  private void check(Descriptor folder, FileStatus status, ContentFolders content, Entry entry)
      throws Refusal, LinuxException {
    String location = folder.location();
    length += location.length();
    if (length > Lowerdirs.LENGTH_LIMIT) {
      throw new Refusal(
          entry
              + "with this one the layers are at places of more than "
              + Lowerdirs.LENGTH_LIMIT
              + " characters together; take some out of the blueprint");
    }
    if (isDeleted(status, location)) {
      throw new Refusal(entry + folder.subject() + " was removed meanwhile");
    }
    if (!content.contain(location)) {
      throw new Refusal(
          leadsTo(location, folder, entry)
              + " is outside the root's folders for content: "
              + ContentFolders.names());
    }
    if (location.indexOf('\n') >= 0) {
      throw new Refusal(leadsTo(location, folder, entry) + " has a newline in its name; rename it");
    }
  }

  private static String leadsTo(String location, Descriptor folder, Entry entry) {
    return location.equals(folder.subject())
        ? entry + location
        : entry + folder.subject() + " leads to " + location + ", which";
  }

  /**
   * Whether the folder has no name any more. The kernel then puts a word behind the last it had; it
   * may as well be the end of a name.
   */
  static boolean isDeleted(FileStatus folder, String location) throws LinuxException {
    if (folder.links() == 0) {
      return true;
    }
    if (!location.endsWith(DELETED)) {
      return false;
    }
    try (Descriptor named = Descriptor.openAbsolute(location, OpenHow.FOLDER_ANYWHERE)) {
      return !named.status().isSameFile(folder);
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return true;
      }
      throw e;
    }
  }

  /**
   * Two of which one is, or holds, the other, in words; the kernel takes no such layers. Empty if
   * there are none any more, or one cannot be told.
   */
  Optional<String> firstOverlap() {
    List<String> locations;
    try {
      locations = locations();
    } catch (LinuxException e) {
      return Optional.empty();
    }
    for (String outer : locations) {
      for (String inner : locations) {
        if (inner.startsWith(outer + "/")) {
          return Optional.of(inner + " is inside " + outer);
        }
      }
      if (locations.indexOf(outer) != locations.lastIndexOf(outer)) {
        return Optional.of(outer + " is there twice");
      }
    }
    return Optional.empty();
  }

  /** The open folders, topmost first. */
  List<Descriptor> folders() {
    return List.copyOf(folders);
  }

  /** What they were when they were checked, topmost first: asked once, as there may be 500. */
  List<FileStatus> statuses() {
    return List.copyOf(statuses);
  }

  /** Where they are now, links resolved, topmost first: asked of the kernel, for each of them. */
  List<String> locations() throws LinuxException {
    List<String> locations = new ArrayList<>();
    for (Descriptor folder : folders) {
      locations.add(folder.location());
    }
    return locations;
  }

  @Override
  public void close() {
    Descriptor.closeAll(folders);
  }
}
