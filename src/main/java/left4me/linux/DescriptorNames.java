package left4me.linux;

/**
 * The shortest names that there are of open files: the working directory is where {@code proc(5)}
 * has this thread's, each by its number, until this is closed. For use by one thread, in a process
 * in which no other relies on the working directory meanwhile.
 */
public final class DescriptorNames implements AutoCloseable {

  private final WorkingDirectory here;

  private DescriptorNames(WorkingDirectory here) {
    this.here = here;
  }

  /**
   * Goes there.
   *
   * @throws LinuxException if the kernel refuses
   */
  public static DescriptorNames open() throws LinuxException {
    WorkingDirectory here = WorkingDirectory.ofProcess();
    try (Descriptor names =
        Descriptor.openAbsolute(Descriptor.NAMES_OF_OPEN_FILES, OpenHow.FOLDER_ANYWHERE)) {
      here.change(names);
      return new DescriptorNames(here);
    } catch (LinuxException | RuntimeException failed) {
      try (here) {
        throw failed;
      }
    }
  }

  /** The name of an open file, as the kernel knows it in calls of this thread. */
  public String of(Descriptor file) {
    return Integer.toString(file.number());
  }

  @Override
  public void close() throws LinuxException {
    here.close();
  }
}
