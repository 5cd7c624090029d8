package left4me.instance;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is mounted where, in the order of {@code /proc/self/mountinfo}: {@code
 * proc_pid_mountinfo(5)}.
 *
 * <p>Names in it are bytes, one char each (ISO-8859-1).
 *
 * @param mounts the mounts
 */
public record MountTable(List<Mount> mounts) {

  private static final String SELF = "/proc/self/mountinfo";

  /** Copies the list. */
  public MountTable {
    mounts = List.copyOf(mounts);
  }

  /**
   * One mount.
   *
   * @param id its number, which no other mount has while it lasts
   * @param parent the number of the mount it is mounted on
   * @param root which folder of the file system is mounted
   * @param mountPoint where, as seen from this process's root
   * @param type the kernel's name for the file system
   * @param source what was mounted, in words of the file system
   * @param options the file system's own options, still escaped; {@link #option} reads one
   */
  public record Mount(
      long id,
      long parent,
      String root,
      String mountPoint,
      String type,
      String source,
      String options) {

    /**
     * The value of the file system's own option, where it has one.
     *
     * @param key the option's name, as it is without escapes
     */
    public Optional<String> option(String key) {
      int start = 0;
      while (start <= options.length()) {
        int comma = options.indexOf(',', start);
        int end = comma < 0 ? options.length() : comma;
        int equals = options.indexOf('=', start, end);
        // Only now: an escaped comma or equals sign is part of a name.
        if (equals >= 0 && MountInfoLine.unescape(options.substring(start, equals)).equals(key)) {
          return Optional.of(MountInfoLine.unescape(options.substring(equals + 1, end)));
        }
        start = end + 1;
      }
      return Optional.empty();
    }

    /**
     * Whether this is mounted at a path or below it.
     *
     * @param path an absolute path, one char a byte
     */
    public boolean isAtOrBelow(String path) {
      return mountPoint.equals(path)
          || mountPoint.startsWith(path.endsWith("/") ? path : path + "/");
    }
  }

  /**
   * Reads what this process sees mounted.
   *
   * @throws IOException if it cannot be read
   */
  public static MountTable ofThisProcess() throws IOException {
    return parse(readSelf());
  }

  /**
   * Reads what this process sees mounted of one type of file system. On a host with many mounts
   * that is much faster than to read them all.
   *
   * @param type the kernel's name for the file system, of letters alone
   * @throws IOException if it cannot be read
   */
  public static MountTable ofThisProcess(String type) throws IOException {
    return parse(readSelf(), type);
  }

  private static String readSelf() throws IOException {
    try (InputStream self = new FileInputStream(SELF)) {
      return new String(self.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * Reads a table.
   *
   * @param mountinfo the text of {@code /proc/PID/mountinfo}, decoded as ISO-8859-1
   * @throws IllegalArgumentException if it is not of that form, with the number of the line
   */
  public static MountTable parse(String mountinfo) {
    return parseLinesWith("", mountinfo);
  }

  /** As {@link #parse(String)}, the mounts of one type alone. */
  static MountTable parse(String mountinfo, String type) {
    // A space in a name is escaped, so that this stands nowhere else.
    return parseLinesWith(" - " + type + " ", mountinfo);
  }

  private static MountTable parseLinesWith(String text, String mountinfo) {
    List<Mount> mounts = new ArrayList<>();
    int number = 0;
    int start = 0;
    while (start < mountinfo.length()) {
      int newline = mountinfo.indexOf('\n', start);
      int end = newline < 0 ? mountinfo.length() : newline;
      number++;
      if (mountinfo.indexOf(text, start, end) >= 0) {
        try {
          mounts.add(MountInfoLine.parse(mountinfo.substring(start, end)));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "mountinfo, line " + number + ": " + e.getMessage(), e);
        }
      }
      start = end + 1;
    }
    return new MountTable(mounts);
  }

  /**
   * The mount with a number.
   *
   * @param id as {@code statx(2)} gives it
   */
  public Optional<Mount> byId(long id) {
    for (Mount mount : mounts) {
      if (mount.id == id) {
        return Optional.of(mount);
      }
    }
    return Optional.empty();
  }

  /**
   * What is mounted at a path or below it.
   *
   * @param path an absolute path without links
   */
  public List<Mount> atOrBelow(Path path) {
    String bytes =
        new String(path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    List<Mount> found = new ArrayList<>();
    for (Mount mount : mounts) {
      if (mount.isAtOrBelow(bytes)) {
        found.add(mount);
      }
    }
    return found;
  }
}
