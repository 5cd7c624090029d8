package left4me.overlay;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import left4me.linux.ProcessEnd;

/**
 * What the helper's cache is made from: the runs that units and people wait for, one after the
 * other in one Java, as a cache knows what one Java has done.
 *
 * <p>Run by {@code make-cache} alone, on an instance that it makes, in a mount namespace that ends
 * with it. What it does is what {@link OverlayMain} does; it has no checks of its own, nor a way
 * around those.
 */
final class CacheTraining {

  private static final String PRINT_ONLY = "LEFT4ME_OVERLAY_PRINT_ONLY";

  private CacheTraining() {}

  /**
   * Mounts, finds it mounted, unmounts, finds it unmounted, mounts what was looked through before,
   * and is refused; and finds nothing to unmount where there is nothing at all.
   *
   * @param args the instance's name
   * @throws IOException if there is no standard output or error to write to
   */
  public static void main(String[] args) throws IOException {
    String name = args[0];
    try (OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err)) {
      OverlayMain helper = new OverlayMain(System.getenv(), out, err);
      String[] verbs = {"mount", "mount", "umount", "umount", "mount", "umount"};
      for (String verb : verbs) {
        helper.runAlone(verb, name);
      }
      helper.run("mount", name + "-missing");
      helper.run("umount", name + "-missing");
      helper.run("usage");
      String root = System.getenv("LEFT4ME_ROOT");
      OverlayMain printing =
          new OverlayMain(Map.of("LEFT4ME_ROOT", root, PRINT_ONLY, "1"), out, err);
      printing.run("mount", name);
      learnTheEnd();
    }
  }

  /** What is done last of all, and would be the end of this. */
  private static void learnTheEnd() {
    try {
      Class.forName(ProcessEnd.class.getName());
    } catch (ClassNotFoundException e) {
      throw new LinkageError("it is beside this one", e);
    }
  }
}
