package left4me.host;

import java.nio.file.Path;

/**
 * The commands that a message gives root, for what only root can put right.
 *
 * <p>What they change lies in folders of user left4me, who may put a link in place of any of them
 * before root has typed it: a path would lead to where the link does. So each looks for it instead,
 * by find(1), which goes through no link and changes what it finds by its name in the open folder.
 * Nor does it go into what is mounted, of which it would copy the whole game.
 *
 * @param root the root of all instances, which left4me cannot replace
 */
record RootsCommand(Path root) {

  private static final String CHOWN = "chown -h left4me:left4me ";

  /** Gives one file or folder to left4me. */
  String give(Path path) {
    return isOnTop(path)
        ? CHOWN + path
        : find(path) + "-path " + path + " -execdir " + CHOWN + "{} +";
  }

  /** Gives a folder of one instance, with all that is in it, to left4me. */
  String giveAll(Path folder) {
    return find(folder) + all(folder) + " -execdir " + CHOWN + "{} +";
  }

  /** Removes a folder with all that is in it. */
  String remove(Path folder) {
    return find(folder) + "-depth " + all(folder) + " -delete";
  }

  /** Has what may not be changed or removed be as any other, in a folder with all that is in it. */
  String free(Path folder) {
    return find(folder) + "-type f,d " + all(folder) + " -execdir chattr -i -a {} +";
  }

  /** Whether no folder of left4me's is on the way to it, but for the root. */
  private boolean isOnTop(Path path) {
    return path.equals(root) || root.equals(path.getParent());
  }

  private String find(Path path) {
    return "find " + root.resolve(root.relativize(path).getName(0)) + " -xdev ";
  }

  private static String all(Path folder) {
    return "-regex '"
        + folder.toString().replaceAll("[.*+?^$\\[\\]\\\\]", "\\\\$0")
        + "\\(/.*\\)?'";
  }
}
