package left4me.overlay;

import java.util.ArrayDeque;
import java.util.Deque;
import left4me.linux.AttributeReader;
import left4me.linux.Descriptor;
import left4me.linux.DirectoryReader;
import left4me.linux.Errno;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import org.jspecify.annotations.Nullable;

/**
 * Looks through an upper layer for the marks of fuse-overlayfs: it notes in extended attributes
 * what was deleted or replaced, the kernel does not read those, and what was deleted would be back.
 *
 * <p>Every folder is opened from {@code upper}, through no link and onto no other mount, and closed
 * before the next. A path longer than the kernel takes ends the search with a refusal.
 */
final class TaintScan {

  private static final String MARK = "user.fuseoverlayfs.";
  private static final String HERE = ".";

  private final Descriptor upper;
  private final AttributeReader attributes;
  private final Deque<String> pending = new ArrayDeque<>();

  private TaintScan(Descriptor upper, AttributeReader attributes) {
    this.upper = upper;
    this.attributes = attributes;
  }

  /**
   * Looks through all of it.
   *
   * @param upper the open folder
   * @throws Refusal if an entry is marked
   * @throws LinuxException if an entry cannot be looked at
   */
  static void check(Descriptor upper) throws Refusal, LinuxException {
    try (AttributeReader attributes = new AttributeReader()) {
      new TaintScan(upper, attributes).run();
    }
  }

  private void run() throws Refusal, LinuxException {
    try (Descriptor top = upper.open(HERE, OpenHow.LISTING)) {
      checkEntry(top, HERE, upper.subject());
    }
    pending.push(HERE);
    while (!pending.isEmpty()) {
      String path = pending.pop();
      try (Descriptor folder = openUnlessGone(path)) {
        if (folder != null) {
          checkEntries(folder, path.equals(HERE) ? "" : path + "/");
        }
      }
    }
  }

  private void checkEntries(Descriptor folder, String prefix) throws Refusal, LinuxException {
    try (DirectoryReader reader = new DirectoryReader(folder)) {
      for (var entry = reader.next(); entry != null; entry = reader.next()) {
        String path = prefix + entry.name();
        checkEntry(folder, entry.name(), upper.subject() + "/" + path);
        if (entry.mayBeDirectory()) {
          pending.push(path);
        }
      }
    }
  }

  private void checkEntry(Descriptor folder, String name, String path)
      throws Refusal, LinuxException {
    try {
      for (String attribute : attributes.names(folder, name)) {
        if (attribute.startsWith(MARK)) {
          throw new Refusal(
              path
                  + " carries the attribute "
                  + attribute
                  + " of fuse-overlayfs, which the kernel ignores: deleted files would come back;"
                  + " reset the instance, or empty this upper");
        }
      }
    } catch (LinuxException e) {
      if (!e.errno().equals(Errno.ENOENT)) {
        throw e;
      }
    }
  }

  /** Not every file system tells folders from files as it lists them. */
  private @Nullable Descriptor openUnlessGone(String path) throws Refusal, LinuxException {
    try {
      return upper.open(path, OpenHow.LISTING);
    } catch (LinuxException e) {
      Errno errno = e.errno();
      if (errno.equals(Errno.ENOENT) || errno.equals(Errno.ENOTDIR) || errno.equals(Errno.ELOOP)) {
        return null;
      }
      if (errno.equals(Errno.EXDEV)) {
        throw Refusal.cannotOpen(e, "");
      }
      throw e;
    }
  }
}
