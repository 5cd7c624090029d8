package left4me.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import left4me.systemd.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the journal as {@code journalctl(1)} prints them.
 *
 * <p>A thread of its own reads the process's output, as a wait for that cannot be interrupted; it
 * goes ahead of the reader by some entries, and no further.
 */
final class JournalStream implements LogStream {

  private static final int AHEAD = 256;

  /** The same in characters: entries may be {@link #LONGEST} each. */
  private static final int CHARACTERS_AHEAD = 1 << 21;

  /**
   * In characters, of one entry. What is printed comes in lines of 48 KiB at most; a server that
   * speaks to the journal itself may send hundreds of megabytes.
   */
  private static final int LONGEST = 1 << 20;

  /** Of what journalctl complains of: so many lines are told, none longer than that. */
  private static final int COMPLAINTS = 4;

  private static final int LONGEST_COMPLAINT = 500;

  /** What it needs to follow, and ends without, and well. */
  private static final String CURE_OF_THE_WATCH =
      "it follows no more if this user has no inotify instance left: close other logs, or as root:"
          + " sysctl fs.inotify.max_user_instances=1024";

  /** What the thread hands over: an entry, or its end. */
  private sealed interface Item {
    record Entry(JournalEntry entry, int characters) implements Item {}

    record End(Optional<JournalException> failure) implements Item {}
  }

  private static final Item DONE = new Item.End(Optional.empty());

  private final Process process;
  private final boolean follows;
  private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(AHEAD);
  private final Semaphore charactersAhead = new Semaphore(CHARACTERS_AHEAD);
  private final AtomicBoolean closed = new AtomicBoolean();

  /** What a thread that reads died of, until somebody is told. */
  private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

  private final Thread pump;

  /** Of its thread alone, until that has ended. */
  private final Deque<String> complaints = new ArrayDeque<>();

  private final Thread complaining;

  private JournalStream(Process process, boolean follows) {
    this.process = process;
    this.follows = follows;
    // Not virtual: a wait for a pipe would hold one of the few threads that carry those.
    this.pump = Thread.ofPlatform().daemon().name("left4me-journal").unstarted(this::pump);
    // Beside it: whoever's complaints are not taken waits, and prints nothing more.
    this.complaining =
        Thread.ofPlatform().daemon().name("left4me-journal-errors").unstarted(this::complain);
  }

  /**
   * Begins to read.
   *
   * @throws JournalException if journalctl cannot be run
   */
  static JournalStream open(Journal.Query query) throws JournalException {
    return open(query.command(), query.request().follow());
  }

  /**
   * The same of a program that prints as journalctl does.
   *
   * @param follows whether it is not to end by itself
   */
  static JournalStream open(List<String> words, boolean follows) throws JournalException {
    return open(run(words), follows);
  }

  /** The same of a program that runs. */
  static JournalStream open(Process process, boolean follows) throws JournalException {
    JournalStream stream = new JournalStream(process, follows);
    try {
      stream.complaining.start();
      stream.pump.start();
      return stream;
    } catch (OutOfMemoryError e) {
      stream.close();
      throw noThread(e);
    }
  }

  private static JournalException noThread(OutOfMemoryError e) {
    return new JournalException(
        "read the journal: this process can have no more threads (" + e.getMessage() + ")", e);
  }

  private static Process run(List<String> words) throws JournalException {
    ProcessBuilder command = new ProcessBuilder(words);
    command.redirectInput(Path.of("/dev/null").toFile());
    // Times are numbers and messages for people; nothing is to depend on who calls.
    command.environment().put("LC_ALL", "C.UTF-8");
    command.environment().put("SYSTEMD_COLORS", "0");
    command.environment().keySet().removeAll(List.of("SYSTEMD_LOG_LEVEL", "SYSTEMD_LOG_TARGET"));
    try {
      return command.start();
    } catch (OutOfMemoryError e) {
      throw noThread(e);
    } catch (IOException e) {
      throw new JournalException(
          "read the journal: cannot run journalctl: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }

  @Override
  public Optional<LogLine> next() throws JournalException, InterruptedException {
    return nextEntry(Limits.FOREVER).map(JournalEntry::line);
  }

  /**
   * Waits for the next entry, with a limit.
   *
   * @return the entry; empty at the end, once this is closed, or if there was none in that time
   */
  Optional<JournalEntry> nextEntry(Duration limit) throws JournalException, InterruptedException {
    if (closed.get()) {
      return Optional.empty();
    }
    Item item = items.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    return switch (item) {
      case null -> Optional.empty();
      case Item.Entry(JournalEntry entry, int characters) -> {
        charactersAhead.release(characters);
        yield closed.get() ? Optional.empty() : Optional.of(entry);
      }
      case Item.End end -> {
        // For whoever asks again.
        items.offer(DONE);
        Throwable by = broken.getAndSet(null);
        if (by != null && !closed.get()) {
          throw new JournalException("read the journal: the reading of it ended with " + by, by);
        }
        if (end.failure().isPresent() && !closed.get()) {
          throw end.failure().get();
        }
        yield Optional.empty();
      }
    };
  }

  private void pump() {
    try {
      try {
        items.put(new Item.End(readAll()));
      } catch (RuntimeException | Error by) {
        try {
          breakOff(by);
        } finally {
          items.put(DONE);
        }
      }
    } catch (InterruptedException ended) {
      // By close(), which leaves its own end behind.
    }
  }

  /**
   * Ends the process, as nobody reads on. Makes nothing new: it may be that there is no memory for
   * it. The exception is made by whoever is told.
   */
  private void breakOff(Throwable by) {
    broken.compareAndSet(null, by);
    process.destroyForcibly();
  }

  private void complain() {
    try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
      BoundedLines lines = new BoundedLines(errors, LONGEST_COMPLAINT);
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        complaints.add(line.get());
        if (complaints.size() > COMPLAINTS) {
          complaints.remove();
        }
      }
    } catch (IOException unreadable) {
      // What there is of it is told.
    } catch (RuntimeException | Error by) {
      // Whoever's complaints are not taken would wait. So the other thread comes to the end.
      breakOff(by);
    }
  }

  private Optional<JournalException> readAll() throws InterruptedException {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      BoundedLines lines = new BoundedLines(output, LONGEST);
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        Optional<JournalEntry> entry = JournalEntry.parse(line.get());
        if (entry.isPresent()) {
          int characters = line.get().length();
          charactersAhead.acquire(characters);
          items.put(new Item.Entry(entry.get(), characters));
        }
      }
      return failure();
    } catch (IOException e) {
      process.destroyForcibly();
      return Optional.of(
          new JournalException("read the journal: what journalctl printed: " + e.getMessage(), e));
    }
  }

  private Optional<JournalException> failure() throws InterruptedException {
    complaining.join();
    int status = process.waitFor();
    if (status == 0 && !follows) {
      return Optional.empty();
    }
    String text = String.join(" ", complaints);
    return Optional.of(
        new JournalException(
            "read the journal: journalctl ended with status "
                + status
                + (text.isEmpty() ? "" : " (" + text + ")")
                + "; "
                + (status == 0 ? CURE_OF_THE_WATCH : cure()),
            null));
  }

  private static String cure() {
    return OwnFolders.isOurUser()
        ? "if its folder was removed, as root: dpkg-reconfigure left4me,"
            + " then journalctl --namespace=left4me --rotate"
        : "the servers' journal is for user left4me and group left4me-admin";
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      process.destroyForcibly();
      pump.interrupt();
      items.clear();
      items.offer(DONE);
    }
  }
}
