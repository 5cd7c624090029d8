package left4me.instance;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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

  /** What stands in each line. */
  private static final String ANY = "";

  private static final int CHUNK = 1 << 16;

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
   * The mount of a number. Not a lambda, as the others that the helper looks for: to link one takes
   * it a millisecond.
   *
   * @param id as {@code statx(2)} gives it
   */
  public record WithId(long id) implements Predicate<Mount> {
    @Override
    public boolean test(Mount mount) {
      return mount.id == id;
    }
  }

  /**
   * Reads what this process sees mounted.
   *
   * @throws IOException if it cannot be read
   */
  public static MountTable ofThisProcess() throws IOException {
    return read(ANY, mount -> true);
  }

  /**
   * Reads what this process sees mounted of one type of file system, as far as it is wanted. On a
   * host with many mounts that is much faster than to read them all, and needs no more room than
   * the longest line: whoever has root mount for him chooses how many there are.
   *
   * @param type the kernel's name for the file system, of letters alone
   * @param wanted which of them
   * @throws IOException if it cannot be read
   */
  public static MountTable ofThisProcess(String type, Predicate<Mount> wanted) throws IOException {
    return read(ofType(type), wanted);
  }

  /**
   * As {@link #ofThisProcess(String, Predicate)}, of any type.
   *
   * @param wanted which of all mounts
   */
  public static MountTable ofThisProcess(Predicate<Mount> wanted) throws IOException {
    return read(ANY, wanted);
  }

  private static MountTable read(String text, Predicate<Mount> wanted) throws IOException {
    try (InputStream self = new FileInputStream(SELF)) {
      return read(self, CHUNK, text, wanted);
    }
  }

  /**
   * Reads a table piece by piece.
   *
   * @param size of a piece, to begin with: one line has to fit
   */
  static MountTable read(InputStream in, int size, String text, Predicate<Mount> wanted)
      throws IOException {
    Lines lines = new Lines(text, wanted);
    byte[] piece = new byte[size];
    int held = 0;
    for (int read = in.read(piece); read >= 0; read = in.read(piece, held, piece.length - held)) {
      held += read;
      // The kernel gives whole lines, as long as one fits.
      int whole = held;
      while (whole > 0 && piece[whole - 1] != '\n') {
        whole--;
      }
      lines.add(new String(piece, 0, whole, StandardCharsets.ISO_8859_1));
      System.arraycopy(piece, whole, piece, 0, held - whole);
      held -= whole;
      if (held == piece.length) {
        piece = Arrays.copyOf(piece, 2 * held);
      }
    }
    lines.add(new String(piece, 0, held, StandardCharsets.ISO_8859_1));
    return new MountTable(lines.mounts);
  }

  /**
   * Reads a table.
   *
   * @param mountinfo the text of {@code /proc/PID/mountinfo}, decoded as ISO-8859-1
   * @throws IllegalArgumentException if it is not of that form, with the number of the line
   */
  public static MountTable parse(String mountinfo) {
    Lines lines = new Lines(ANY, mount -> true);
    lines.add(mountinfo);
    return new MountTable(lines.mounts);
  }

  /** What stands in the line of a mount of that type, and, as a space is escaped, nowhere else. */
  static String ofType(String type) {
    return " - " + type + " ";
  }

  /** The wanted of the lines that are added. */
  private static final class Lines {

    private final String text;
    private final Predicate<Mount> wanted;
    private final List<Mount> mounts = new ArrayList<>();
    private int number;

    Lines(String text, Predicate<Mount> wanted) {
      this.text = text;
      this.wanted = wanted;
    }

    void add(String lines) {
      int start = 0;
      while (start < lines.length()) {
        int newline = lines.indexOf('\n', start);
        int end = newline < 0 ? lines.length() : newline;
        number++;
        if (lines.indexOf(text, start, end) >= 0) {
          add(lines, start, end);
        }
        start = end + 1;
      }
    }

    private void add(String lines, int start, int end) {
      try {
        Mount mount = MountInfoLine.parse(lines.substring(start, end));
        if (wanted.test(mount)) {
          mounts.add(mount);
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("mountinfo, line " + number + ": " + e.getMessage(), e);
      }
    }
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

  /** The first; empty if there is none. */
  public Optional<Mount> first() {
    return mounts.isEmpty() ? Optional.empty() : Optional.of(mounts.getFirst());
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
