package left4me.host;

import java.nio.file.Path;
import java.util.List;

/**
 * Mounts the merged tree of an instance for a caller that needs it without a running server. Of a
 * {@link Left4meHost}: {@link Left4meHost#overlayMounter}. Thread-safe; each call blocks until the
 * mount is there, or gone.
 *
 * <p>It has no privilege. Root takes nothing from the caller but the instance's name, and derives
 * each path from disk anew; the paths that are given here say what the caller expects, and are
 * refused where the disk says otherwise.
 */
public interface OverlayMounter {

  /**
   * Mounts an overlay. Does nothing if it is mounted already.
   *
   * @param lowerdirs the read-only layers, topmost first, as {@code instance.env} has them
   * @param upperdir the writable layer, {@code <root>/runtime/<name>/upper}
   * @param workdir the kernel's folder, {@code <root>/runtime/<name>/work}
   * @param merged where to mount, {@code <root>/runtime/<name>/merged}
   * @throws IllegalArgumentException if these are not one instance's folders below the host's root
   * @throws InstanceFilesException if the layers are not those of the instance
   * @throws UnitFailedException if root refuses; the message has its words
   */
  void mount(List<Path> lowerdirs, Path upperdir, Path workdir, Path merged)
      throws HostException, InterruptedException;

  /**
   * Unmounts an overlay, and removes what the kernel leaves of it. Does nothing if it is not
   * mounted.
   *
   * @param merged where it is mounted, {@code <root>/runtime/<name>/merged}
   * @throws IllegalArgumentException if this is not an instance's folder below the host's root
   * @throws InstanceFilesException if its server runs
   * @throws UnitFailedException if it is busy otherwise; the message says with what
   */
  void unmount(Path merged) throws HostException, InterruptedException;
}
