package left4me.linux;

/**
 * Has the calling thread act on files with another user's rights, until this is closed: {@code
 * setfsuid(2)}, {@code setfsgid(2)}.
 *
 * <p>The kernel takes root's power over files from the thread at the same moment: {@code
 * capabilities(7)}. Its supplementary groups it loses for good; root's power does not come from
 * those. To be closed by the thread that made it.
 */
public final class FileRights implements AutoCloseable {

  /** No user's number: asks for the present one. */
  private static final int NOBODY = -1;

  private final int user;
  private final int group;

  private FileRights(int user, int group) {
    this.user = user;
    this.group = group;
  }

  /**
   * Takes the rights of a user.
   *
   * @param user the user's number
   * @param group the number of the one group that goes with it
   * @throws LinuxException if this process may not
   */
  public static FileRights of(int user, int group) throws LinuxException {
    FileRights before =
        new FileRights(
            (int) Kernel.call(SystemCall.SETFSUID, NOBODY),
            (int) Kernel.call(SystemCall.SETFSGID, NOBODY));
    if (before.user != user) {
      Kernel.require(SystemCall.SETGROUPS, "no group", 0, 0);
    }
    try {
      // The group first: afterwards there may be no right to change it.
      change(SystemCall.SETFSGID, group);
      change(SystemCall.SETFSUID, user);
      return before;
    } catch (LinuxException e) {
      before.close();
      throw e;
    }
  }

  /**
   * Takes root's rights, for a moment in which another's were taken.
   *
   * @throws LinuxException if this process may not
   */
  public static FileRights ofRoot() throws LinuxException {
    return of(0, 0);
  }

  /** Neither call says whether it did what it should. */
  private static void change(SystemCall call, int number) throws LinuxException {
    Kernel.call(call, number);
    if ((int) Kernel.call(call, NOBODY) != number) {
      throw new LinuxException(call.manualName(), Integer.toUnsignedString(number), Errno.EPERM);
    }
  }

  @Override
  public void close() {
    Kernel.call(SystemCall.SETFSUID, user);
    Kernel.call(SystemCall.SETFSGID, group);
  }
}
