package left4me.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import left4me.instance.InstanceFolders;
import org.jspecify.annotations.Nullable;

/**
 * One caller at a time on one instance, be they threads or processes.
 *
 * <p>Threads meet at a lock in memory, processes at one on {@code instances/.<name>.lock}
 * (fcntl(2), which the kernel drops with the process: nothing is stale after a kill). The file
 * stays: to remove it would let two callers hold two files of one name. It names its holder, for
 * whom it keeps waiting.
 */
final class InstanceLock implements AutoCloseable {

  /**
   * A record lock has no wait with a limit, and a process that ends tells nobody: so it is asked.
   */
  private static final Duration POLL = Duration.ofMillis(20);

  private static final int HOLDER_LIMIT = 200;

  /**
   * Where the threads of this process meet: record locks are the process's, and stop nobody within
   * it. Nor may a thread look into the file that another of them has locked: as one descriptor is
   * closed, all locks on its file are dropped.
   */
  private static final ConcurrentHashMap<Path, Place> IN_PROCESS = new ConcurrentHashMap<>();

  private static final class Place {
    private final ReentrantLock threads = new ReentrantLock();
    private volatile String holder = "";
  }

  private final ReentrantLock threads;
  private final FileChannel processes;

  private InstanceLock(ReentrantLock threads, FileChannel processes) {
    this.threads = threads;
    this.processes = processes;
  }

  /**
   * Waits for the instance to be free, and takes it.
   *
   * @param folders the instance
   * @param operation what for, as another caller that waits is told
   * @param limit how long to wait
   * @throws InstanceBusyException if it was not free in time
   * @throws InstanceFilesException if the lock file cannot be made
   * @throws IllegalStateException if this thread has it already
   */
  static InstanceLock acquire(InstanceFolders folders, String operation, Duration limit)
      throws InstanceBusyException, InstanceFilesException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    Path file = file(folders);
    String caller = operation + " by process " + ProcessHandle.current().pid();
    Place place = IN_PROCESS.computeIfAbsent(file, f -> new Place());
    ReentrantLock threads = place.threads;
    if (threads.isHeldByCurrentThread()) {
      // A second descriptor would cost the first its lock, as it is closed.
      throw new IllegalStateException(
          operation
              + " "
              + folders.name()
              + ": called within "
              + place.holder
              + ", by its listener; a listener leaves that to another thread");
    }
    if (!threads.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      throw busy(folders, operation, place.holder, limit);
    }
    place.holder = caller;
    FileChannel processes = null;
    boolean taken = false;
    try {
      processes = FileChannel.open(file, Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS));
      while (processes.tryLock() == null) {
        if (System.nanoTime() - deadline >= 0) {
          throw busy(folders, operation, otherProcess(file), limit);
        }
        TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
      }
      sayWho(processes, caller);
      taken = true;
      return new InstanceLock(threads, processes);
    } catch (ClosedByInterruptException e) {
      throw Interrupts.of(e, "while it locked " + file);
    } catch (IOException e) {
      throw refused(folders, e);
    } finally {
      if (!taken) {
        closeQuietly(processes);
        threads.unlock();
      }
    }
  }

  /**
   * Says who has it, in the first line, for who waits meanwhile. In place of the last one's line:
   * to give its block back and ask for another takes a journalled file system half a millisecond. A
   * full disk, where a stop is wanted all the more, costs no more than the word.
   */
  private static void sayWho(FileChannel processes, String caller) throws IOException {
    byte[] line = (caller + '\n').getBytes(StandardCharsets.UTF_8);
    try {
      processes.write(ByteBuffer.wrap(line), 0);
    } catch (IOException e) {
      if (!processes.isOpen()) {
        throw e; // by an interrupt, and with it the lock is gone
      }
    }
  }

  /** The file, by the one name that all ways to the root lead to: by it the threads meet. */
  private static Path file(InstanceFolders folders) throws InstanceFilesException {
    Path lock = folders.lock();
    try {
      return Files.createDirectories(Folders.parent(lock)).toRealPath().resolve(lock.getFileName());
    } catch (IOException e) {
      throw refused(folders, e);
    }
  }

  private static InstanceFilesException refused(InstanceFolders folders, IOException e) {
    Path lock = folders.lock();
    return OwnFolders.refused(
        "lock " + folders.name(), folders, e, folders.root(), Folders.parent(lock), lock);
  }

  private static InstanceBusyException busy(
      InstanceFolders folders, String operation, String holder, Duration limit) {
    return new InstanceBusyException(
        operation
            + " "
            + folders.name()
            + ": still in use after "
            + limit.toSeconds()
            + " s ("
            + holder
            + "); nothing was changed, try again when that is done");
  }

  private static String otherProcess(Path file) {
    try {
      return OneLine.of(
          SmallFile.read(file, HOLDER_LIMIT).lines().findFirst().orElse("holder unknown"));
    } catch (IOException e) {
      return "holder unknown";
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // it held nothing that could be lost
      }
    }
  }

  /** Gives the instance free. To be called by the thread that took it. */
  @Override
  public void close() {
    closeQuietly(processes);
    threads.unlock();
  }
}
