package left4me.linux;

/**
 * The table of this process's open files, which the kernel makes larger as it fills.
 *
 * <p>Each time it does, at 256 files and at 512, it waits until every processor has gone through
 * its scheduler, if the table is that of several threads ({@code expand_fdtable} of {@code
 * fs/file.c}): some milliseconds, in which whoever opened the file does nothing.
 */
public final class DescriptorTable {

  private static final int F_DUPFD_CLOEXEC = 1030;

  private DescriptorTable() {}

  /**
   * Has another thread make it large enough, and does not wait for that: until then files are
   * opened in the room that there is. That it cannot be made larger is found by whoever opens too
   * many.
   *
   * @param some any open file; should it be closed by then, whichever has its number does as well,
   *     and with none there is no more room, which costs time alone
   * @param files how many will be open
   */
  public static void makeRoomMeanwhile(Descriptor some, int files) {
    Thread.ofPlatform().daemon().name("left4me-room").start(new Room(some.number(), files));
  }

  /** No lambda: that would have to be linked first, which takes longer than this is to spare. */
  private record Room(int number, int files) implements Runnable {
    @Override
    public void run() {
      long last = Kernel.call(SystemCall.FCNTL, number, F_DUPFD_CLOEXEC, files);
      if (last >= 0) {
        Kernel.call(SystemCall.CLOSE, last);
      }
    }
  }
}
