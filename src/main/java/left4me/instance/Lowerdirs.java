package left4me.instance;

import java.util.Arrays;
import java.util.List;

/**
 * The read-only layers of an instance, topmost first, as {@code instance.env} names them: absolute
 * paths joined by {@code ':'}.
 *
 * <p>The kernel takes 500 layers at most ({@code OVL_MAX_STACK} in {@code fs/overlayfs/params.h}).
 *
 * @param paths the layers, topmost first; one to {@value #LIMIT}, none empty, none with a colon,
 *     newline or NUL
 */
public record Lowerdirs(List<String> paths) {

  /** The key of the line that names the layers. */
  public static final String KEY = "L4D2_LOWERDIRS";

  /** The most layers that the kernel stacks. */
  public static final int LIMIT = 500;

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
    if (paths.size() > LIMIT) {
      throw new IllegalArgumentException(
          KEY + " has " + paths.size() + " entries; the kernel stacks at most " + LIMIT);
    }
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      if (path.isEmpty()) {
        throw new IllegalArgumentException(KEY + ": entry " + (i + 1) + " is empty");
      }
      if (path.indexOf(':') >= 0 || path.indexOf('\n') >= 0 || path.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            KEY + ": entry " + (i + 1) + " has a colon, a newline or a NUL in it");
      }
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
    String value =
        instanceEnv
            .lines()
            .filter(line -> line.startsWith(LINE_START))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("has no " + KEY + " line"))
            .substring(LINE_START.length());
    return new Lowerdirs(Arrays.asList(value.split(":", -1)));
  }

  /** The line of {@code instance.env} that names these layers, without its newline. */
  public String toLine() {
    return LINE_START + String.join(":", paths);
  }
}
