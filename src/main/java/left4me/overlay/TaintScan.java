package left4me.overlay;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import left4me.linux.AttributeReader;
import left4me.linux.Descriptor;
import left4me.linux.DirectoryReader;
import left4me.linux.Errno;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import left4me.linux.WorkingDirectory;
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
  private final WorkingDirectory here;
  private final Deque<String> pending = new ArrayDeque<>();

  private TaintScan(Descriptor upper, AttributeReader attributes, WorkingDirectory here) {
    this.upper = upper;
    this.attributes = attributes;
    this.here = here;
  }

  /**
   * Looks through all of it.
   *
   * @param upper the open folder
   * @throws Refusal if an entry is marked
   * @throws LinuxException if an entry cannot be looked at
   */
  static void check(Descriptor upper) throws Refusal, LinuxException {
    try (AttributeReader attributes = new AttributeReader();
        WorkingDirectory here = new WorkingDirectory()) {
      new TaintScan(upper, attributes, here).run();
    }
  }

  private void run() throws Refusal, LinuxException {
    refuseMarks(attributes.names(upper), "");
    pending.push(HERE);
    while (!pending.isEmpty()) {
      String path = pending.pop();
      try (Descriptor folder = openUnlessGone(path)) {
        if (folder != null) {
          here.change(folder);
          checkEntries(folder, path.equals(HERE) ? "" : path + "/");
        }
      }
    }
  }

  private void checkEntries(Descriptor folder, String prefix) throws Refusal, LinuxException {
    try (DirectoryReader entry = new DirectoryReader(folder)) {
      while (entry.next()) {
        List<String> names = namesUnlessGone(entry);
        if (!names.isEmpty()) {
          refuseMarks(names, "/" + prefix + entry.name());
        }
        if (entry.mayBeDirectory()) {
          pending.push(prefix + entry.name());
        }
      }
    }
  }

  private List<String> namesUnlessGone(DirectoryReader entry) throws LinuxException {
    try {
      return attributes.names(entry);
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return List.of();
      }
      throw e;
    }
  }

  private void refuseMarks(List<String> names, String path) throws Refusal {
    for (String name : names) {
      if (name.startsWith(MARK)) {
        throw new Refusal(
            upper.subject()
                + path
                + " carries the attribute "
                + name
                + " of fuse-overlayfs, which the kernel ignores: deleted files would come back;"
                + " reset the instance, or empty this upper");
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
