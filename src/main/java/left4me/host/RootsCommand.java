package left4me.host;

import java.nio.file.Path;

/**
 * The commands that a message gives root, for what only root can put right.
 *
 * <p>What they change lies in folders of user left4me, who may put a link in place of any of them
 * before root has typed it: a path would lead to where the link does. So each looks for it instead,
 * by find(1), which goes through no link and onto no other file system: of a tree that is mounted
 * it would copy the whole game. What it finds is changed by its name in the open folder, and a link
 * there stays as it is; but chattr(1) would follow one that is put there just then.
 *
 * @param root the root of all instances, which left4me cannot replace
 */
record RootsCommand(Path root) {

  private static final String CHOWN = "chown -h left4me:left4me ";

  /** Gives one file or folder to left4me. */
  String give(Path path) {
    return isOnTop(path)
        ? CHOWN + quoted(path.toString())
        : find(path) + "-path " + quoted(pattern(path)) + " -execdir " + CHOWN + "{} +";
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
    Path top = root.resolve(root.relativize(path).getName(0));
    return "find " + quoted(top.toString()) + " -xdev ";
  }

  /** Not -regex: its point stands for no line end, and for no byte that is no character. */
  private static String all(Path folder) {
    String pattern = pattern(folder);
    return "\\( -path " + quoted(pattern) + " -o -path " + quoted(pattern + "/*") + " \\)";
  }

  private static String pattern(Path path) {
    return path.toString().replaceAll("[*?\\[\\\\]", "\\\\$0");
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9/._-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
