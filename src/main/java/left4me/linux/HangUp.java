package left4me.linux;

/** Whether there still is somebody at the other end of a pipe, a socket or a terminal. */
public final class HangUp {

  /** {@code asm-generic/poll.h}: told whether it is asked for or not. */
  private static final int POLLERR = 0x0008;

  /** Likewise. */
  private static final int POLLHUP = 0x0010;

  /** {@code struct pollfd} of {@code ppoll(2)}: an int, and two shorts. */
  private static final int POLLFD_SIZE = 8;

  private static final int EVENTS = 4;
  private static final int REVENTS = 6;

  /** No limit: no {@code struct timespec}. */
  private static final long FOREVER = 0;

  private HangUp() {}

  /**
   * Waits until the other end is gone: no process has it open any more. Neither a regular file nor
   * a device such as {@code /dev/null} has one; of those this does not return. An interrupt does
   * not end it.
   *
   * @param descriptor the number of a file that this process has open
   * @return true; false if that cannot be told, as of a number that nothing is open by
   */
  public static boolean await(int descriptor) {
    try (Memory memory = Memory.open()) {
      return poll(memory, descriptor, FOREVER);
    }
  }

  /**
   * Whether the other end is gone, without a wait for it.
   *
   * @param descriptor the number of a file that this process has open
   * @return as {@link #await}; false also while there is another end, or where there never is one
   */
  public static boolean isTold(int descriptor) {
    try (Memory memory = Memory.open()) {
      // A struct timespec.
      return poll(memory, descriptor, memory.longs(0, 0));
    }
  }

  private static boolean poll(Memory memory, int descriptor, long limit) {
    Piece pollfd = memory.piece(POLLFD_SIZE);
    pollfd.putInt(0, descriptor);
    pollfd.putInt(EVENTS, 0);
    long ready;
    do {
      ready = Kernel.call(SystemCall.PPOLL, pollfd.address(), 1, limit);
    } while (ready == -Errno.EINTR.number());
    return ready == 1 && (pollfd.getShort(REVENTS) & (POLLERR | POLLHUP)) != 0;
  }
}
