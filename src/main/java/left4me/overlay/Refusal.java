package left4me.overlay;

import java.io.Serial;
import left4me.linux.Errno;
import left4me.linux.LinuxException;

/** Why what runs as root does not do it: what and where, and what to do about it. */
public final class Refusal extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /** A refusal in one sentence; names in it are bytes, one char each. */
  public Refusal(String message) {
    super(message);
  }

  /**
   * As {@link #Refusal(String)}.
   *
   * @param cause what it was met by
   */
  public Refusal(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Something on the way to a folder or file is not as it has to be.
   *
   * @param e the kernel's refusal to open it
   * @param cure what to do where it is missing
   */
  public static Refusal cannotOpen(LinuxException e, String cure) {
    return cannotOpen("", e, cure);
  }

  /**
   * As {@link #cannotOpen(LinuxException, String)}.
   *
   * @param context where the path was named, to begin the message with; or empty
   */
  static Refusal cannotOpen(String context, LinuxException e, String cure) {
    return new Refusal(context + e.subject() + " " + problem(e.errno(), cure), e);
  }

  private static String problem(Errno errno, String cure) {
    if (errno.equals(Errno.ENOENT)) {
      return "does not exist; " + cure;
    }
    if (errno.equals(Errno.ENOTDIR)) {
      return "is not a directory, or something on the way to it is not";
    }
    if (errno.equals(Errno.ELOOP)) {
      return "is a symbolic link; replace it by what it stands for";
    }
    if (errno.equals(Errno.EXDEV)) {
      return "is on another mount than the folder it is in; unmount it there";
    }
    if (errno.equals(Errno.EACCES)) {
      return "is closed to the owner of the root: " + errno + "; give him access";
    }
    return "cannot be opened: " + errno;
  }
}
