package left4me.linux;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file system that is being set up, setting by setting: {@code fsopen(2)} and what follows it, of
 * {@code linux/mount.h}, Linux 5.2.
 *
 * <p>A setting's value never passes through a string of options, so no name in it can become one.
 * For use by one thread.
 */
public final class FilesystemContext implements AutoCloseable {

  private static final int FSOPEN_CLOEXEC = 1;
  private static final int FSCONFIG_SET_STRING = 1;
  private static final int FSCONFIG_SET_FD = 5;
  private static final int FSCONFIG_CMD_CREATE = 6;
  private static final int FSMOUNT_CLOEXEC = 1;
  private static final int MOUNT_ATTR_NOSUID = 2;
  private static final int MOUNT_ATTR_NODEV = 4;

  /** The kernel keeps at most eight messages, each far shorter than this. */
  private static final int LOG_MESSAGE_SIZE = 4096;

  private final Descriptor context;

  private FilesystemContext(Descriptor context) {
    this.context = context;
  }

  /**
   * Begins.
   *
   * @param type the kernel's name for the file system
   * @throws LinuxException if the kernel refuses: ENODEV for a type that it does not know
   */
  public static FilesystemContext open(String type) throws LinuxException {
    try (Memory memory = Memory.open()) {
      long opened = Kernel.require(SystemCall.FSOPEN, type, memory.text(type), FSOPEN_CLOEXEC);
      return new FilesystemContext(new Descriptor((int) opened, type));
    }
  }

  /**
   * Gives a setting as text.
   *
   * @throws LinuxException if the kernel refuses
   */
  public void set(String key, String value) throws LinuxException {
    try (Memory memory = Memory.open()) {
      long result = configure(FSCONFIG_SET_STRING, memory.text(key), memory.text(value), 0);
      if (result < 0) {
        throw refused("fsconfig", key + "=" + value, result);
      }
    }
  }

  /**
   * Gives a setting as an open file.
   *
   * @throws LinuxException if the kernel refuses; overlay's layers take one from Linux 6.13 on
   */
  public void set(String key, Descriptor value) throws LinuxException {
    try (Memory memory = Memory.open()) {
      set(key, memory.text(key), value);
    }
  }

  /**
   * Gives a setting several times, as open files.
   *
   * @throws LinuxException if the kernel refuses; as {@link #set(String, Descriptor)}
   */
  public void setEach(String key, List<Descriptor> values) throws LinuxException {
    try (Memory memory = Memory.open()) {
      long address = memory.text(key);
      for (Descriptor value : values) {
        set(key, address, value);
      }
    }
  }

  private void set(String key, long address, Descriptor value) throws LinuxException {
    long result = configure(FSCONFIG_SET_FD, address, 0, value.number());
    if (result < 0) {
      throw refused("fsconfig", key + "=" + value.subject(), result);
    }
  }

  /**
   * Makes the file system and a mount of it that is nowhere yet, and that vanishes when closed
   * unless it was moved somewhere. It honours neither set-user-ID bits nor device files.
   *
   * @return the root of the mount
   * @throws LinuxException if the kernel refuses
   */
  public Descriptor mount() throws LinuxException {
    long made = configure(FSCONFIG_CMD_CREATE, 0, 0, 0);
    if (made < 0) {
      throw refused("fsconfig", "create", made);
    }
    long mounted =
        Kernel.call(
            SystemCall.FSMOUNT,
            context.number(),
            FSMOUNT_CLOEXEC,
            MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
    if (mounted < 0) {
      throw refused("fsmount", context.subject(), mounted);
    }
    return new Descriptor((int) mounted, context.subject());
  }

  private long configure(int command, long key, long value, long auxiliary) {
    return Kernel.call(SystemCall.FSCONFIG, context.number(), command, key, value, auxiliary);
  }

  private LinuxException refused(String call, String subject, long result) {
    return new LinuxException(call, subject, new Errno((int) -result), log());
  }

  /** What the kernel has to say, which read(2) gives a message at a time, severity first. */
  private String log() {
    StringBuilder log = new StringBuilder();
    try {
      while (true) {
        byte[] message = context.readOnce(LOG_MESSAGE_SIZE);
        log.append(log.isEmpty() ? "" : "; ")
            .append(new String(message, StandardCharsets.ISO_8859_1).strip());
      }
    } catch (LinuxException e) {
      // ENODATA: that was the last.
      return log.toString();
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
