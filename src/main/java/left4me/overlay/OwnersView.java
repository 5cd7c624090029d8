package left4me.overlay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import left4me.instance.InstanceFolders;
import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.FileStatus;
import left4me.linux.LinuxException;
import left4me.linux.Mounts;
import left4me.linux.OpenHow;
import left4me.linux.UserNamespace;

/**
 * The folders of an overlay as the owner of the root is to have them, who is {@code upper}'s as
 * well, as was made sure of: a layer that belongs to another user, such as a game installed as user
 * {@code steam}, shows that user's files as his. What the server changes is then copied up as a
 * file of the server's, where the kernel would refuse otherwise.
 *
 * <p>Each is a mount of its own that is nowhere yet and vanishes when closed. The kernel's {@code
 * Documentation/filesystems/idmappings.rst}.
 */
final class OwnersView implements AutoCloseable {

  private record Owner(int user, int group) {}

  private final Owner owner;
  private final Descriptor runtime;
  private final List<String> notes;
  private final List<Descriptor> layers = new ArrayList<>();
  private final Map<Owner, UserNamespace> namespaces = new HashMap<>();

  private OwnersView(Owner owner, Descriptor runtime, List<String> notes) {
    this.owner = owner;
    this.runtime = runtime;
    this.notes = notes;
  }

  /** Whether a layer belongs to another user than the root. */
  static boolean isNeeded(InstanceTree tree, OverlayFolders folders) throws LinuxException {
    int user = tree.root().status().user();
    for (FileStatus layer : folders.layers().statuses()) {
      if (layer.user() != user) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes the mounts.
   *
   * @param tree the instance
   * @param folders its folders; stay the caller's to close
   * @param notes is told a layer that can only be had as it is
   * @throws Refusal if it is root who is to have them
   */
  static OwnersView of(InstanceTree tree, OverlayFolders folders, List<String> notes)
      throws Refusal, IOException {
    // Never what upper says, which is the instance's owner's to choose.
    FileStatus root = tree.root().status();
    if (root.user() == 0 || root.group() == 0) {
      throw new Refusal(
          tree.root().subject()
              + " belongs to root, or to root's group, as whose no other user's layer is shown;"
              + " as root: chown it to the server's user and group");
    }
    OwnersView view =
        new OwnersView(
            new Owner(root.user(), root.group()), Mounts.detachedClone(tree.runtime()), notes);
    try {
      Mounts.keepPrivate(view.runtime);
      for (Descriptor layer : folders.layers().folders()) {
        view.add(layer);
      }
      return view;
    } catch (IOException | RuntimeException e) {
      view.close();
      throw e;
    }
  }

  private void add(Descriptor layer) throws IOException {
    Descriptor clone = Mounts.detachedClone(layer);
    layers.add(clone);
    Mounts.keepPrivate(clone);
    FileStatus status = layer.status();
    if (status.user() != owner.user) {
      map(clone, new Owner(status.user(), status.group()));
    }
  }

  private void map(Descriptor clone, Owner other) throws IOException {
    UserNamespace namespace = namespaceFor(other);
    try {
      Mounts.mapUsers(clone, namespace);
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.EINVAL)) {
        throw e;
      }
      notes.add(
          clone.subject()
              + " belongs to user "
              + Integer.toUnsignedString(other.user)
              + " and is on a file system that cannot show it as another's: the server can read"
              + " its files and not change them; give them to the server's user to have that");
    }
  }

  private UserNamespace namespaceFor(Owner other) throws IOException {
    UserNamespace namespace = namespaces.get(other);
    if (namespace == null) {
      namespace = UserNamespace.mapping(other.user, other.group, owner.user, owner.group);
      namespaces.put(other, namespace);
    }
    return namespace;
  }

  /** All the mounts. */
  List<Descriptor> mounts() {
    List<Descriptor> mounts = new ArrayList<>(layers);
    mounts.add(runtime);
    return mounts;
  }

  /** The layers, topmost first. */
  List<Descriptor> layers() {
    return List.copyOf(layers);
  }

  /** The writable layer; the caller's to close. */
  Descriptor openUpper(OverlayFolders folders) throws Refusal, LinuxException {
    return openSame(InstanceFolders.UPPER, folders.upper());
  }

  /** The kernel's scratch folder; the caller's to close. */
  Descriptor openWork(OverlayFolders folders) throws Refusal, LinuxException {
    return openSame(InstanceFolders.WORK, folders.work());
  }

  /** Upper and work have to be on one mount, so they are gone to again, and may be others. */
  private Descriptor openSame(String name, Descriptor checked) throws Refusal, LinuxException {
    Descriptor folder = runtime.open(name, OpenHow.FOLDER_SAME_MOUNT);
    if (!folder.status().isSameFile(checked.status())) {
      folder.close();
      throw new Refusal(checked.subject() + " was moved while it was being mounted");
    }
    return folder;
  }

  @Override
  public void close() {
    for (Descriptor mount : mounts()) {
      mount.close();
    }
    for (UserNamespace namespace : namespaces.values()) {
      namespace.close();
    }
  }
}
