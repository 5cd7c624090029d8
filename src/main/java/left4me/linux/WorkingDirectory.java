package left4me.linux;

/**
 * The process's working directory, put back to what it was when this is closed: {@code fchdir(2)}.
 *
 * <p>The whole process has one, so this is for a program that does one thing at a time.
 */
public final class WorkingDirectory implements AutoCloseable {

  private final Descriptor before;

  /**
   * Remembers the present one.
   *
   * @throws LinuxException if the kernel refuses
   */
  public WorkingDirectory() throws LinuxException {
    before = Descriptor.openWorkingDirectory();
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
