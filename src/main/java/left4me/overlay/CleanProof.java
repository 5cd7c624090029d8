package left4me.overlay;

import java.time.Instant;
import java.util.Optional;
import left4me.linux.Descriptor;
import left4me.linux.ExtendedAttribute;
import left4me.linux.FileStatus;
import left4me.linux.LinuxException;

/**
 * That an upper layer need not be looked through again: it was, and since then only the kernel's
 * overlay has written to it.
 *
 * <p>The proof is made when the overlay is unmounted, as none is mounted without having been looked
 * through. It names the folder, and the last change of it, as long as which no name in it was made,
 * removed or marked, nor the folder itself. It is an attribute of the work folder, as setting it on
 * upper would be such a change, and of the class {@code trusted}, which the kernel lets nobody but
 * root set or see: {@code xattr(7)}. A time of change can be set by nobody at all.
 *
 * <p>What it does not see is a mark that the owner puts deeper down, himself, on a layer that was
 * clean. The search is there for what fuse-overlayfs has left, not to keep him from harming his own
 * instance.
 */
final class CleanProof {

  private static final String ATTRIBUTE = "trusted.left4me.clean";

  /**
   * Two changes may bear one time if the kernel's clock did not tick in between: 10 ms, at 100 Hz.
   */
  private static final long TICK_NANOS = 20_000_000;

  private CleanProof() {}

  /**
   * Whether there is a proof for this upper as it is.
   *
   * @throws LinuxException if the kernel does not tell
   */
  static boolean holds(Descriptor upper, Descriptor work) throws LinuxException {
    return ExtendedAttribute.get(work, ATTRIBUTE).equals(Optional.of(of(upper.status())));
  }

  /**
   * Makes the proof, if it can be made.
   *
   * @param upper the writable layer of an overlay that the helper had mounted, just unmounted
   * @param work its work folder
   */
  static void make(Descriptor upper, Descriptor work) {
    try {
      FileStatus status = upper.status();
      if (status.changed() < now() - TICK_NANOS) {
        ExtendedAttribute.set(work, ATTRIBUTE, of(status));
      }
    } catch (LinuxException e) {
      // A full file system, or one without such attributes: the next mount looks again.
      return;
    }
  }

  private static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  private static String of(FileStatus upper) {
    return String.join(
        " ",
        "1",
        Long.toHexString(upper.device()),
        Long.toHexString(upper.inode()),
        Long.toHexString(upper.born()),
        Long.toHexString(upper.changed()));
  }
}
