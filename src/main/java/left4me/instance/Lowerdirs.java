package left4me.instance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The read-only layers of an instance, topmost first, as {@code instance.env} names them: absolute
 * paths joined by {@code ':'}.
 *
 * <p>The kernel takes 500 layers at most ({@code OVL_MAX_STACK} in {@code fs/overlayfs/params.h}).
 *
 * @param paths the layers, topmost first; one to {@value #LIMIT}, none empty, none with a colon,
 *     newline or NUL, of {@value #LENGTH_LIMIT} characters together at most
 */
public record Lowerdirs(List<String> paths) {

  /** The key of the line that names the layers. */
  public static final String KEY = "L4D2_LOWERDIRS";

  /** The most layers that the kernel stacks. */
  public static final int LIMIT = 500;

  /**
   * The most characters that the layers' paths have together. The kernel writes them into the line
   * of the mount in the table of mounts, up to four for each, and many programs of the host read
   * that.
   */
  public static final int LENGTH_LIMIT = 1 << 17;

  private static final String LINE_START = KEY + "=";

  /**
   * Checks and copies the layers.
   *
   * @throws IllegalArgumentException if there are none, too many, or one cannot be written down;
   *     the message completes a sentence that begins with the file
   */
  public Lowerdirs {
    paths = List.copyOf(paths);
    if (paths.isEmpty() || paths.equals(List.of(""))) {
      throw new IllegalArgumentException(KEY + " is empty");
    }
    checkCount(paths.size());
    int length = 0;
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      length += path.length();
      if (path.isEmpty()) {
        throw new IllegalArgumentException(KEY + ": entry " + (i + 1) + " is empty");
      }
      if (hasForbidden(path)) {
        throw new IllegalArgumentException(
            KEY + ": entry " + (i + 1) + " has a colon, a newline or a NUL in it");
      }
    }
    if (length > LENGTH_LIMIT) {
      throw new IllegalArgumentException(
          KEY + " names paths of " + length + " characters; at most " + LENGTH_LIMIT + " in all");
    }
  }

  /**
   * Reads the first line of {@code instance.env} that names the layers.
   *
   * @param instanceEnv the text of the file; its bytes are kept as they are if it was decoded as
   *     ISO-8859-1
   * @return the layers
   * @throws IllegalArgumentException if there is no such line, or it is not of the form
   */
  public static Lowerdirs inEnv(String instanceEnv) {
    // Only '\n' ends a line: String.lines() would also cut a path at a carriage return.
    int start = instanceEnv.startsWith(LINE_START) ? 0 : instanceEnv.indexOf("\n" + LINE_START) + 1;
    if (!instanceEnv.startsWith(LINE_START, start)) {
      throw new IllegalArgumentException("has no " + KEY + " line");
    }
    int end = instanceEnv.indexOf('\n', start);
    String value =
        instanceEnv.substring(start + LINE_START.length(), end < 0 ? instanceEnv.length() : end);
    return new Lowerdirs(split(value));
  }

  /** One look at each char, not three, and out of an array: in the helper it is interpreted. */
  private static boolean hasForbidden(String path) {
    // What is no byte becomes a question mark, which may stand in a path.
    for (byte c : path.getBytes(StandardCharsets.ISO_8859_1)) {
      if (c <= ':' && (c == ':' || c == '\n' || c == '\0')) {
        return true;
      }
    }
    return false;
  }

  private static void checkCount(int count) {
    if (count > LIMIT) {
      throw new IllegalArgumentException(
          KEY + " has " + count + " entries; the kernel stacks at most " + LIMIT);
    }
  }

  private static List<String> split(String value) {
    // Before they are cut: four megabytes of colons are a hundred of entries.
    int count = 1;
    for (int colon = value.indexOf(':'); colon >= 0; colon = value.indexOf(':', colon + 1)) {
      count++;
    }
    checkCount(count);
    List<String> paths = new ArrayList<>();
    int start = 0;
    for (int colon = value.indexOf(':'); colon >= 0; colon = value.indexOf(':', start)) {
      paths.add(value.substring(start, colon));
      start = colon + 1;
    }
    paths.add(value.substring(start));
    return paths;
  }

  /** The line of {@code instance.env} that names these layers, without its newline. */
  public String toLine() {
    return LINE_START + String.join(":", paths);
  }
}
