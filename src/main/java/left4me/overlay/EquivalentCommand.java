package left4me.overlay;

import java.util.ArrayList;
import java.util.List;
import left4me.instance.InstanceFolders;

/**
 * The commands of {@code mount(8)} and {@code umount(8)} that come closest to what the helper does,
 * on one line and quoted for a shell.
 */
final class EquivalentCommand {

  private static final String NEEDS_NO_QUOTES = "@%+=:,./_-";

  private EquivalentCommand() {}

  /**
   * The command that mounts.
   *
   * @param tree the instance
   * @param lowerdirs where the layers are, topmost first
   */
  static String mount(InstanceTree tree, List<String> lowerdirs) {
    List<String> escaped = new ArrayList<>();
    for (String lowerdir : lowerdirs) {
      escaped.add(escape(lowerdir));
    }
    String options =
        "lowerdir="
            + String.join(":", escaped)
            + ",upperdir="
            + escape(tree.locationOf(InstanceFolders.UPPER))
            + ",workdir="
            + escape(tree.locationOf(InstanceFolders.WORK));
    return "/bin/mount -t overlay overlay -o "
        + quote(options)
        + " "
        + quote(tree.locationOf(InstanceFolders.MERGED));
  }

  /**
   * The command that unmounts.
   *
   * @param merged where
   */
  static String umount(String merged) {
    return "/bin/umount " + quote(merged);
  }

  /** What overlayfs reads as part of a name: {@code ovl_unescape} in {@code fs/overlayfs}. */
  private static String escape(String path) {
    return path.replace("\\", "\\\\").replace(":", "\\:").replace(",", "\\,");
  }

  /** One word of a POSIX shell. */
  static String quote(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || NEEDS_NO_QUOTES.indexOf(c) >= 0;
      if (!plain) {
        return "'" + word.replace("'", "'\"'\"'") + "'";
      }
    }
    return word.isEmpty() ? "''" : word;
  }
}
