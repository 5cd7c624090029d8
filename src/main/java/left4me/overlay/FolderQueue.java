package left4me.overlay;

import java.util.ArrayDeque;
import java.util.Deque;
import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a tree that are still to be looked through, shared by those who look.
 *
 * <p>Each folder is opened from the tree's top, through no link and onto no other mount, and closed
 * when nobody reads it any more. One that is large is read by several at a time: they share its
 * descriptor, of which the kernel hands out each name once, a buffer at a time ({@code
 * getdents64(2)}).
 *
 * <p>Safe for use by several threads.
 */
final class FolderQueue implements AutoCloseable {

  private static final String TOP = ".";

  private final Descriptor top;
  private final Deque<String> pending = new ArrayDeque<>();
  private final Deque<Folder> open = new ArrayDeque<>();
  private boolean ended;

  /**
   * @param top the open top of the tree, which is the first folder
   */
  FolderQueue(Descriptor top) {
    this.top = top;
    pending.push(TOP);
  }

  /** A folder that is open. */
  static final class Folder {

    private final String path;
    private final Descriptor descriptor;
    private int readers;
    private boolean readToItsEnd;

    private Folder(String path, Descriptor descriptor) {
      this.path = path;
      this.descriptor = descriptor;
    }

    Descriptor descriptor() {
      return descriptor;
    }

    /** The path from the tree's top of something in this folder. */
    String pathOf(String name) {
      return path.equals(TOP) ? name : path + "/" + name;
    }
  }

  /** Adds a folder, or what may be one. */
  synchronized void add(String path) {
    pending.push(path);
    notifyAll();
  }

  /**
   * A folder to read from, until there are no names in it left. Waits while others may yet add one.
   *
   * @return nothing once all is looked through, or the search was ended
   * @throws LinuxException if it cannot be opened
   * @throws Refusal if it is on another mount
   */
  synchronized @Nullable Folder next() throws Refusal, LinuxException, InterruptedException {
    while (!ended) {
      Folder folder = pending.isEmpty() ? unfinished() : openUnlessGone(pending.pop());
      if (folder != null) {
        folder.readers++;
        return folder;
      }
      if (pending.isEmpty()) {
        if (open.isEmpty()) {
          return null;
        }
        wait();
      }
    }
    return null;
  }

  /** Says that a reader has found no more names in a folder, and has dealt with those it found. */
  synchronized void leave(Folder folder) {
    folder.readToItsEnd = true;
    folder.readers--;
    if (folder.readers == 0) {
      open.remove(folder);
      folder.descriptor.close();
    }
    notifyAll();
  }

  /** Ends the search for all, whatever is left. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Closes what is open. Nobody may be reading any more. */
  @Override
  public synchronized void close() {
    for (Folder folder : open) {
      folder.descriptor.close();
    }
    open.clear();
  }

  private @Nullable Folder unfinished() {
    for (Folder folder : open) {
      if (!folder.readToItsEnd) {
        return folder;
      }
    }
    return null;
  }

  /** Not every file system tells folders from files as it lists them. */
  private @Nullable Folder openUnlessGone(String path) throws Refusal, LinuxException {
    try {
      Folder folder = new Folder(path, top.open(path, OpenHow.LISTING));
      open.add(folder);
      return folder;
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
