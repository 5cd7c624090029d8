package left4me.linux;

/**
 * The table of a process's open files, which the kernel makes larger as it fills.
 *
 * <p>Each time it does, at 256 files and at 512, it waits until every processor has gone through
 * its scheduler, if the table is that of several threads ({@code expand_fdtable} of {@code
 * fs/file.c}): some milliseconds each. Of Java's threads all have one table.
 */
public final class DescriptorTable {

  private static final long CLONE_FILES = 0x400;

  private DescriptorTable() {}

  /**
   * Gives the calling thread a table of its own, a copy of that which it has with the others
   * ({@code unshare(2)}); those that it starts from now on have it as well. What it opens the
   * others do not have, nor it what they open: only for a process in which all is done by this
   * thread and those that it starts. Should the kernel refuse, that costs time alone.
   */
  public static void own() {
    Kernel.call(SystemCall.UNSHARE, CLONE_FILES);
  }
}
