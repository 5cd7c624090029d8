package left4me.linux;

/**
 * The working directory, put back to what it was when this is closed: {@code fchdir(2)}. For use by
 * one thread.
 */
public final class WorkingDirectory implements AutoCloseable {

  private static final int CLONE_FS = 0x200;

  private final Descriptor before;

  private WorkingDirectory() throws LinuxException {
    before = Descriptor.openWorkingDirectory();
  }

  /**
   * That of the process, which all of its threads share but those that have one of their own.
   *
   * @throws LinuxException if the kernel refuses
   */
  public static WorkingDirectory ofProcess() throws LinuxException {
    return new WorkingDirectory();
  }

  /**
   * One of the calling thread's own, which it keeps until it ends; so does its umask: {@code
   * unshare(2)}.
   *
   * @throws LinuxException if the kernel refuses
   */
  public static WorkingDirectory ofThread() throws LinuxException {
    Kernel.require(SystemCall.UNSHARE, "working directory", CLONE_FS);
    return new WorkingDirectory();
  }

  /**
   * Goes to an open directory.
   *
   * @throws LinuxException if the kernel refuses
   */
  public void change(Descriptor directory) throws LinuxException {
    Kernel.require(SystemCall.FCHDIR, directory.subject(), directory.number());
  }

  @Override
  public void close() throws LinuxException {
    try (before) {
      change(before);
    }
  }
}
