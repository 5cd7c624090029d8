package left4me.overlay;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import left4me.instance.InstanceName;
import left4me.instance.MountTable;
import left4me.linux.Descriptor;
import left4me.linux.LinuxException;

/** {@code left4me-overlay mount NAME}. */
final class MountVerb {

  private static final String INITIALIZE = "initialize the instance first";

  private MountVerb() {}

  /**
   * Mounts the instance's overlay; where it is mounted already, does nothing.
   *
   * @param root the root
   * @param name the instance
   * @param way how the kernel is to be given the folders, if that is not left to be found out
   * @param notes is told what the server will not be able to do
   * @throws Refusal if a check fails; nothing was changed
   */
  static void run(String root, InstanceName name, Optional<MountWay> way, List<String> notes)
      throws Refusal, IOException {
    try (InstanceTree tree = openTree(root, name);
        Descriptor merged = openMerged(tree)) {
      tree.lock();
      if (isMounted(tree, merged)) {
        return;
      }
      try (OverlayFolders folders = OverlayFolders.open(tree)) {
        refuseSecondUse(tree, folders);
        folders.refuseTaint();
        MountWay best = way.isPresent() ? way.get() : MountWay.probe(tree.root());
        OverlayMount.mount(tree, folders, merged, best, notes);
      }
    }
  }

  /**
   * Makes every check and mounts nothing, whatever is mounted.
   *
   * @param root the root
   * @param name the instance
   * @return the command that would mount
   * @throws Refusal if a check fails
   */
  static String print(String root, InstanceName name) throws Refusal, IOException {
    try (InstanceTree tree = openTree(root, name)) {
      openMerged(tree).close();
      try (OverlayFolders folders = OverlayFolders.open(tree)) {
        folders.refuseTaint();
        return EquivalentCommand.mount(tree, folders.layers().locations());
      }
    }
  }

  private static InstanceTree openTree(String root, InstanceName name) throws Refusal {
    try {
      return InstanceTree.open(root, name);
    } catch (LinuxException e) {
      throw Refusal.cannotOpen(e, INITIALIZE);
    }
  }

  private static Descriptor openMerged(InstanceTree tree) throws Refusal {
    try {
      return tree.openMerged();
    } catch (LinuxException e) {
      throw Refusal.cannotOpen(e, INITIALIZE);
    }
  }

  /** Whether it is this instance's overlay already; refuses if it cannot become that. */
  private static boolean isMounted(InstanceTree tree, Descriptor merged)
      throws Refusal, IOException {
    return switch (Occupant.of(tree, merged)) {
      case OURS -> true;
      case FOREIGN ->
          throw new Refusal(
              merged.subject()
                  + " has something else mounted on it than this instance's overlay;"
                  + " unmount that");
      case NOTHING -> false;
    };
  }

  private static void refuseSecondUse(InstanceTree tree, OverlayFolders folders)
      throws Refusal, IOException {
    Optional<MountTable.Mount> user = Occupant.userOf(folders.upper(), folders.work());
    if (user.isPresent()) {
      throw new Refusal(
          "upper or work of "
              + tree.runtime().subject()
              + " is in use by the overlay mounted at "
              + user.get().mountPoint()
              + "; unmount that");
    }
  }
}
