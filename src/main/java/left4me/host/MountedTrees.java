package left4me.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.instance.MountTable;

/**
 * Which instances' trees are mounted, as this process saw the host at one moment. Immutable.
 *
 * @param table what is mounted
 * @param root the root as callers name it
 * @param realRoot the root without links, as the table has it
 */
record MountedTrees(MountTable table, Path root, Path realRoot) {

  /** Looks now. */
  static MountedTrees now(Path root) throws InstanceFilesException {
    try {
      // Nobody but left4me may look below the root; the root itself can be resolved by all.
      Path realRoot = Files.exists(root) ? root.toRealPath() : root;
      return new MountedTrees(MountTable.ofThisProcess(), root, realRoot);
    } catch (IOException e) {
      throw new InstanceFilesException("look at what is mounted below " + root, e);
    }
  }

  /** Whether anything is mounted on the merged tree, or in it. */
  boolean has(InstanceFolders folders) {
    // The instance's own folders have no links in them.
    return !table.atOrBelow(realRoot.resolve(root.relativize(folders.merged()))).isEmpty();
  }

  /**
   * Where below the root an overlay is mounted that the helper has mounted for the instance, and
   * that is not in its place any more: its folders were moved away under it.
   */
  Optional<String> straying(InstanceName name) {
    String source = "left4me:" + name + ":";
    return table.atOrBelow(realRoot).stream()
        .filter(mount -> mount.source().startsWith(source))
        .map(MountTable.Mount::mountPoint)
        .findFirst();
  }
}
