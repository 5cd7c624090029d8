package left4me.overlay;

import java.util.Optional;
import left4me.instance.MountTable.Mount;
import left4me.linux.Descriptor;
import left4me.linux.FileStatus;
import left4me.linux.LinuxException;

/**
 * Which instance an overlay belongs to and which folders it writes to, as the helper notes it in
 * the mount's source.
 *
 * <p>Of the three ways to mount only one has the kernel tell the folders, and even that by the
 * names they had. The source is given with the mount, stays with it, is in the table for all to
 * see, and nobody but root mounts in this namespace.
 *
 * @param name the instance's name
 * @param device the file system that its folders are on
 * @param runtime the inode of its runtime folder
 * @param upper the inode of upper
 * @param work the inode of work
 */
record OverlayIdentity(String name, long device, long runtime, long upper, long work) {

  private static final String PREFIX = "left4me";
  private static final int FIELDS = 6;

  /** The identity of an overlay that is to be mounted. */
  static OverlayIdentity of(InstanceTree tree, Descriptor upper, Descriptor work)
      throws LinuxException {
    FileStatus runtime = tree.runtime().status();
    return new OverlayIdentity(
        tree.name().value(),
        runtime.device(),
        runtime.inode(),
        upper.status().inode(),
        work.status().inode());
  }

  /** The identity of a mount, if it is an overlay that the helper has mounted. */
  static Optional<OverlayIdentity> of(Mount mount) {
    if (!mount.type().equals(Overlay.TYPE)) {
      return Optional.empty();
    }
    String[] fields = mount.source().split(":", -1);
    if (fields.length != FIELDS || !fields[0].equals(PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new OverlayIdentity(
              fields[1],
              number(fields[2]),
              number(fields[3]),
              number(fields[4]),
              number(fields[5])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static long number(String field) {
    return Long.parseUnsignedLong(field, 16);
  }

  /** How it stands in the mount's source. */
  String source() {
    return String.join(
        ":",
        PREFIX,
        name,
        Long.toHexString(device),
        Long.toHexString(runtime),
        Long.toHexString(upper),
        Long.toHexString(work));
  }

  /** Whether the overlay is that instance's, in the folder that was its when it was mounted. */
  boolean isOf(InstanceTree tree) throws LinuxException {
    FileStatus folder = tree.runtime().status();
    return name.equals(tree.name().value())
        && device == folder.device()
        && runtime == folder.inode();
  }

  /** Whether a folder is the one that the overlay has as upper, by whatever name. */
  boolean isUpper(FileStatus folder) {
    return device == folder.device() && upper == folder.inode();
  }

  /** Whether the overlay writes to a folder, as upper or as work, by whatever name. */
  boolean uses(FileStatus folder) {
    return isUpper(folder) || (device == folder.device() && work == folder.inode());
  }
}
