package left4me.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An open file, held by its number until it is closed.
 *
 * <p>What a descriptor refers to does not change, whoever renames what meanwhile: what was checked
 * through it is what is used through it. For use by one thread.
 */
public final class Descriptor implements AutoCloseable {

  /** Where this thread's open files are, by their numbers: {@code proc(5)}, Linux 3.17. */
  static final String NAMES_OF_OPEN_FILES = "/proc/thread-self/fd";

  /** What the kernel tells of each of them. */
  private static final String INFO_OF_OPEN_FILES = "/proc/thread-self/fdinfo";

  private static final String MOUNT_ID = "mnt_id:\t";

  private static final int AT_FDCWD = -100;
  private static final int CLOSED = -1;
  private static final int READ_SIZE = 16 * 1024;
  private static final int LOCK_EX_NB = 2 | 4;

  /** Linux 3.15. */
  private static final int F_OFD_SETLK = 37;

  private static final long F_WRLCK = 1;

  private final String subject;
  private int number;

  /**
   * @param number the open descriptor; this object is to close it
   * @param subject what was opened, for messages
   */
  Descriptor(int number, String subject) {
    this.number = number;
    this.subject = subject;
  }

  /**
   * Opens an absolute path.
   *
   * @throws LinuxException if the kernel refuses
   */
  public static Descriptor openAbsolute(String path, OpenHow how) throws LinuxException {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("not an absolute path: " + path);
    }
    return open(AT_FDCWD, path, path, how);
  }

  /** Opens the process's working directory. */
  static Descriptor openWorkingDirectory() throws LinuxException {
    return open(AT_FDCWD, ".", "the working directory", OpenHow.FOLDER_ANYWHERE);
  }

  /**
   * Opens what is below this directory.
   *
   * @param path relative to it
   * @throws LinuxException if the kernel refuses: ELOOP for a link, EXDEV for another mount, where
   *     {@code how} forbids them
   */
  public Descriptor open(String path, OpenHow how) throws LinuxException {
    return open(number(), path, path.equals(".") ? subject : subject + "/" + path, how);
  }

  /**
   * Opens what is below this directory, by a path that begins with this one's. As {@link
   * #open(String, OpenHow)} of the rest, which is not put together anew.
   *
   * @param path {@link #subject()}, a slash, and the path relative to it
   * @throws LinuxException if the kernel refuses
   */
  public Descriptor openBelow(String path, OpenHow how) throws LinuxException {
    if (path.length() <= subject.length()) {
      throw new IllegalArgumentException(path + " is not below " + subject);
    }
    try (Memory memory = Memory.open()) {
      long rest = memory.text(path) + subject.length() + 1;
      return new Descriptor(openat(number(), rest, path, how), path);
    }
  }

  private static Descriptor open(int directory, String path, String subject, OpenHow how)
      throws LinuxException {
    try (Memory memory = Memory.open()) {
      return new Descriptor(openat(directory, memory.text(path), subject, how), subject);
    }
  }

  private static int openat(int directory, long path, String subject, OpenHow how)
      throws LinuxException {
    return (int)
        Kernel.require(SystemCall.OPENAT2, subject, directory, path, how.address(), OpenHow.SIZE);
  }

  /** What was opened, by the name it was opened by. */
  public String subject() {
    return subject;
  }

  /**
   * A path that leads this thread to the open file, and others that have it open by the same
   * number; not {@code /proc/self}, which is the table of the process's first thread.
   */
  public String procPath() {
    return NAMES_OF_OPEN_FILES + "/" + number();
  }

  /**
   * Where the open file is now, as the kernel tells: an absolute path, links resolved. For what was
   * removed, its last path with {@code " (deleted)"} behind it.
   *
   * @throws LinuxException if the kernel refuses; ENAMETOOLONG for what is too deep to have a path
   */
  public String location() throws LinuxException {
    try {
      return Links.read(procPath());
    } catch (LinuxException e) {
      throw new LinuxException(SystemCall.READLINKAT.manualName(), subject, e.errno());
    }
  }

  /**
   * What the open file is.
   *
   * @throws LinuxException if the kernel refuses
   */
  public FileStatus status() throws LinuxException {
    return FileStatus.of(number(), subject);
  }

  /**
   * Reads on from where the last read ended.
   *
   * @param limit the most bytes to read
   * @return the bytes up to the end of the file or the limit
   * @throws LinuxException if the kernel refuses
   */
  public byte[] read(int limit) throws LinuxException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (bytes.size() < limit) {
      byte[] part = readOnce(Math.min(READ_SIZE, limit - bytes.size()));
      if (part.length == 0) {
        break;
      }
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  /** One read(2): what is there of as many bytes, none at the end. */
  byte[] readOnce(int size) throws LinuxException {
    try (Memory memory = Memory.open()) {
      Piece buffer = memory.piece(size);
      long got = Kernel.require(SystemCall.READ, subject, number(), buffer.address(), size);
      return buffer.copy(got);
    }
  }

  /**
   * Writes a text in one call, as {@code /proc}'s files want it.
   *
   * @param text one char a byte
   * @throws LinuxException if the kernel refuses
   */
  void write(String text) throws LinuxException {
    try (Memory memory = Memory.open()) {
      Kernel.require(SystemCall.WRITE, subject, number(), memory.text(text), text.length());
    }
  }

  /**
   * Locks the open file against everyone else who locks it, until it is closed ({@code flock(2)}).
   * Does not wait.
   *
   * @throws LinuxException EAGAIN if someone else has it locked
   */
  public void lock() throws LinuxException {
    Kernel.require(SystemCall.FLOCK, subject, number(), LOCK_EX_NB);
  }

  /**
   * Locks the open file against everyone else who locks it, or a part of it, as Java does ({@code
   * fcntl(2)}, a lock of the open file description); until it is closed. Does not wait.
   *
   * @throws LinuxException EAGAIN if someone else has it locked
   */
  public void lockRecord() throws LinuxException {
    try (Memory memory = Memory.open()) {
      // struct flock of asm-generic/fcntl.h: l_type, l_whence, l_start, l_len, l_pid. From the
      // begin of the file to its end, whatever that will be.
      long flock = memory.longs(F_WRLCK, 0, 0, 0);
      Kernel.require(SystemCall.FCNTL, subject, number(), F_OFD_SETLK, flock);
    }
  }

  /**
   * The mount that the open file was reached through, as {@code /proc/self/mountinfo} numbers them.
   * The kernel alone is asked ({@code proc_pid_fdinfo(5)}); for {@link FileStatus} it would ask the
   * file system too, and one in user space may have nobody left to answer, or never answer.
   *
   * @throws LinuxException if the kernel refuses
   */
  public long mountId() throws LinuxException {
    try (Descriptor folder = openAbsolute(INFO_OF_OPEN_FILES, OpenHow.FOLDER_ANYWHERE);
        Descriptor file = folder.open(Integer.toString(number()), OpenHow.FILE)) {
      String info = new String(file.read(READ_SIZE), StandardCharsets.ISO_8859_1);
      int start = info.indexOf(MOUNT_ID);
      int end = info.indexOf('\n', start);
      if (start < 0 || end < 0) {
        throw new UnsupportedOperationException("no mount id in " + file.subject());
      }
      return Long.parseLong(info.substring(start + MOUNT_ID.length(), end));
    }
  }

  /**
   * Returns when what was written to the file, or made, renamed and removed in the directory, will
   * outlast a power loss: {@code fsync(2)}.
   *
   * @throws LinuxException if the kernel refuses, or the disk
   */
  public void sync() throws LinuxException {
    Kernel.require(SystemCall.FSYNC, subject, number());
  }

  /**
   * The same for all that was done in the file system that this is in: {@code syncfs(2)}.
   *
   * @throws LinuxException if the kernel refuses, or the disk
   */
  public void syncFileSystem() throws LinuxException {
    Kernel.require(SystemCall.SYNCFS, subject, number());
  }

  /** The number, for a call. */
  int number() {
    if (number == CLOSED) {
      throw new IllegalStateException("closed: " + subject);
    }
    return number;
  }

  /** Closes the file. Once closed, does nothing. */
  @Override
  public void close() {
    if (number != CLOSED) {
      // Linux has let go of the number whatever the result says: close(2).
      Kernel.call(SystemCall.CLOSE, number);
      number = CLOSED;
    }
  }

  /**
   * Closes many, those with one number after the other by one call ({@code close_range(2)}). Of
   * those that are closed, does nothing.
   *
   * @param descriptors best in the order they were opened
   */
  public static void closeAll(List<Descriptor> descriptors) {
    int end;
    for (int begin = 0; begin < descriptors.size(); begin = end) {
      end = endOfRow(descriptors, begin);
      List<Descriptor> row = descriptors.subList(begin, end);
      if (row.size() > 1 && closeRow(row.getFirst().number, row.getLast().number)) {
        for (Descriptor descriptor : row) {
          descriptor.number = CLOSED;
        }
      } else {
        for (Descriptor descriptor : row) {
          descriptor.close();
        }
      }
    }
  }

  /** The index behind the last of those that are numbered one after the other. */
  private static int endOfRow(List<Descriptor> descriptors, int begin) {
    int first = descriptors.get(begin).number;
    int end = begin + 1;
    if (first == CLOSED) {
      return end;
    }
    while (end < descriptors.size() && descriptors.get(end).number == first + end - begin) {
      end++;
    }
    return end;
  }

  /** False before Linux 5.9. */
  private static boolean closeRow(int first, int last) {
    return Kernel.call(SystemCall.CLOSE_RANGE, first, last, 0) >= 0;
  }

  @Override
  public String toString() {
    return subject;
  }
}
