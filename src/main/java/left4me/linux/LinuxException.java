package left4me.linux;

import java.io.IOException;
import java.io.Serial;

/** The kernel's refusal of a system call: which call, on what, and why. */
public final class LinuxException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  private final String subject;
  private final transient Errno errno;

  LinuxException(String call, String subject, Errno errno) {
    this(call, subject, errno, "");
  }

  /**
   * @param call the call's name in the manual
   * @param subject what it was about
   * @param errno why it was refused
   * @param explanation the kernel's own words, or empty: only a file system's set-up gives any
   */
  LinuxException(String call, String subject, Errno errno, String explanation) {
    super(call + " " + subject + ": " + errno + (explanation.isEmpty() ? "" : ": " + explanation));
    this.subject = subject;
    this.errno = errno;
  }

  /** What the call was about: a path, or the key of a setting. */
  public String subject() {
    return subject;
  }

  /** Why the kernel refused. */
  public Errno errno() {
    return errno;
  }
}
