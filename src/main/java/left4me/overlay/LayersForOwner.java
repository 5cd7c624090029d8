package left4me.overlay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import left4me.linux.Descriptor;
import left4me.linux.FileStatus;
import left4me.linux.Mounts;
import left4me.linux.UserNamespace;

/**
 * The layers as the owner of {@code upper} is to have them: one that belongs to another user, such
 * as a game installed as user {@code steam}, through a mount that shows that user's files as his.
 * What the server changes is then copied up as a file of the server's, where the kernel would
 * refuse otherwise.
 *
 * <p>Such a mount is attached nowhere and ends with this program, however that ends; the overlay
 * has a copy of its own. The kernel's {@code Documentation/filesystems/idmappings.rst}.
 */
final class LayersForOwner implements AutoCloseable {

  private record Owner(int user, int group) {}

  private final Owner upper;
  private final List<Descriptor> folders = new ArrayList<>();
  private final List<Descriptor> clones = new ArrayList<>();
  private final Map<Owner, UserNamespace> namespaces = new HashMap<>();

  private LayersForOwner(Owner upper) {
    this.upper = upper;
  }

  /**
   * Makes the mounts that are needed.
   *
   * @param layers the layers; stay the caller's to close
   * @param upper whose folder upper is
   * @throws Refusal if a layer cannot be shown so
   */
  static LayersForOwner of(Layers layers, FileStatus upper) throws Refusal, IOException {
    LayersForOwner shown = new LayersForOwner(new Owner(upper.user(), upper.group()));
    try {
      for (Descriptor layer : layers.folders()) {
        FileStatus status = layer.status();
        shown.add(layer, new Owner(status.user(), status.group()));
      }
      return shown;
    } catch (Refusal | IOException | RuntimeException e) {
      shown.close();
      throw e;
    }
  }

  private void add(Descriptor layer, Owner owner) throws Refusal, IOException {
    if (owner.user == upper.user) {
      folders.add(layer);
      return;
    }
    Descriptor clone = Mounts.detachedClone(layer);
    clones.add(clone);
    folders.add(clone);
    Mounts.mapUsers(clone, namespaceFor(owner));
  }

  private UserNamespace namespaceFor(Owner owner) throws IOException {
    UserNamespace namespace = namespaces.get(owner);
    if (namespace == null) {
      namespace = UserNamespace.mapping(owner.user, owner.group, upper.user, upper.group);
      namespaces.put(owner, namespace);
    }
    return namespace;
  }

  /** The layers, topmost first. */
  List<Descriptor> folders() {
    return List.copyOf(folders);
  }

  @Override
  public void close() {
    for (Descriptor clone : clones) {
      clone.close();
    }
    for (UserNamespace namespace : namespaces.values()) {
      namespace.close();
    }
  }
}
