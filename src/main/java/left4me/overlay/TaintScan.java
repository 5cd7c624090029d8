package left4me.overlay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import left4me.linux.AttributeReader;
import left4me.linux.Descriptor;
import left4me.linux.DirectoryReader;
import left4me.linux.Errno;
import left4me.linux.LinuxException;
import left4me.linux.WorkingDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Looks through an upper layer for the marks of fuse-overlayfs: it notes in extended attributes
 * what was deleted or replaced, the kernel does not read those, and what was deleted would be back.
 *
 * <p>Nearly all of the time is the kernel's, which is asked once for each file. So what is large is
 * looked through by as many threads as there are processors. A path longer than the kernel takes
 * ends the search with a refusal.
 */
final class TaintScan {

  private static final String MARK = "user.fuseoverlayfs.";

  /** So many entries one thread looks at in the time that it takes to have others help. */
  private static final int FEW = 2000;

  private static final int MOST_THREADS = 8;

  private final Descriptor upper;
  private final FolderQueue folders;

  private TaintScan(Descriptor upper, FolderQueue folders) {
    this.upper = upper;
    this.folders = folders;
  }

  /**
   * Looks through all of it.
   *
   * @param upper the open folder
   * @throws Refusal if an entry is marked
   * @throws LinuxException if an entry cannot be looked at
   */
  static void check(Descriptor upper) throws Refusal, LinuxException {
    try (FolderQueue folders = new FolderQueue(upper)) {
      new TaintScan(upper, folders).run();
    }
  }

  private void run() throws Refusal, LinuxException {
    try (Helpers helpers = new Helpers()) {
      try (AttributeReader attributes = new AttributeReader()) {
        refuseMarks(attributes.names(upper), "");
      }
      look(WorkingDirectory.ofProcess(), helpers);
      helpers.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal("the search of " + upper.subject() + " was interrupted", e);
    }
  }

  /** One thread's part, until all is looked through. */
  private void look(WorkingDirectory here, @Nullable Helpers helpers)
      throws Refusal, LinuxException, InterruptedException {
    try (here;
        DirectoryReader entry = new DirectoryReader(upper);
        AttributeReader attributes = new AttributeReader()) {
      int seen = 0;
      for (FolderQueue.Folder folder = folders.next(); folder != null; folder = folders.next()) {
        here.change(folder.descriptor());
        entry.read(folder.descriptor());
        while (entry.next()) {
          check(folder, entry, attributes);
          seen++;
          if (seen == FEW && helpers != null) {
            helpers.start();
          }
        }
        folders.leave(folder);
      }
    } finally {
      // A fault found by one is the end for all.
      folders.end();
    }
  }

  private void check(FolderQueue.Folder folder, DirectoryReader entry, AttributeReader attributes)
      throws Refusal, LinuxException {
    List<String> names = namesUnlessGone(entry, attributes);
    if (!names.isEmpty()) {
      refuseMarks(names, "/" + folder.pathOf(entry.name()));
    }
    if (entry.mayBeDirectory()) {
      folders.add(folder.pathOf(entry.name()));
    }
  }

  private static List<String> namesUnlessGone(DirectoryReader entry, AttributeReader attributes)
      throws LinuxException {
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
                + " reset the instance, or empty this upper; left4me-migrate.service does that for"
                + " all of the host, once");
      }
    }
  }

  /** The other threads, if there come to be any. */
  private final class Helpers implements AutoCloseable {

    private final List<Future<?>> parts = new ArrayList<>();
    private @Nullable ExecutorService threads;

    void start() {
      int count = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS) - 1;
      if (count > 0) {
        ExecutorService started = Executors.newFixedThreadPool(count);
        threads = started;
        for (int i = 0; i < count; i++) {
          parts.add(
              started.submit(
                  () -> {
                    look(WorkingDirectory.ofThread(), null);
                    return null;
                  }));
        }
      }
    }

    /** Waits for them, and throws what one of them found. */
    void await() throws Refusal, LinuxException, InterruptedException {
      for (Future<?> part : parts) {
        try {
          part.get();
        } catch (ExecutionException e) {
          switch (e.getCause()) {
            case Refusal refusal -> throw refusal;
            case LinuxException refused -> throw refused;
            case null, default -> throw new IllegalStateException("the search failed", e);
          }
        }
      }
    }

    @Override
    public void close() {
      if (threads != null) {
        threads.close();
      }
    }
  }
}
