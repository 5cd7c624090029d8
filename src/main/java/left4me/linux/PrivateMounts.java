package left4me.linux;

/**
 * A mount namespace of the calling thread's own: what is mounted in it nobody else sees, and it
 * ends with the thread, however that ends. {@code mount_namespaces(7)}.
 *
 * <p>Entered when this is made, left when it is closed, by the same thread. That thread has a
 * working directory of its own from then on, which is the root.
 */
public final class PrivateMounts implements AutoCloseable {

  private static final int CLONE_NEWNS = 0x20000;

  private final Descriptor outside;

  /**
   * Enters a copy of the present namespace, from which nothing reaches others.
   *
   * @throws LinuxException if the kernel refuses
   */
  public PrivateMounts() throws LinuxException {
    outside = Descriptor.openAbsolute("/proc/thread-self/ns/mnt", OpenHow.NAMESPACE);
    try {
      Kernel.require(SystemCall.UNSHARE, "mount namespace", CLONE_NEWNS);
      Mounts.keepPrivateBelow("/");
    } catch (LinuxException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() throws LinuxException {
    try (outside) {
      Kernel.require(SystemCall.SETNS, "mount namespace", outside.number(), CLONE_NEWNS);
    }
  }
}
