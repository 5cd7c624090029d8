package left4me.linux;

import org.jspecify.annotations.Nullable;

/**
 * Why the kernel refused a call ({@code errno(3)}).
 *
 * <p>Numbers as in {@code asm-generic/errno-base.h} and {@code asm-generic/errno.h}, which x86-64
 * and arm64 share.
 *
 * @param number the positive number
 */
public record Errno(int number) {

  public static final Errno EPERM = new Errno(1);
  public static final Errno ENOENT = new Errno(2);
  public static final Errno EINTR = new Errno(4);
  public static final Errno ENXIO = new Errno(6);
  public static final Errno E2BIG = new Errno(7);
  public static final Errno EBADF = new Errno(9);
  public static final Errno EAGAIN = new Errno(11);
  public static final Errno EACCES = new Errno(13);
  public static final Errno EBUSY = new Errno(16);
  public static final Errno EEXIST = new Errno(17);
  public static final Errno EXDEV = new Errno(18);
  public static final Errno ENOTDIR = new Errno(20);
  public static final Errno EISDIR = new Errno(21);
  public static final Errno EINVAL = new Errno(22);
  public static final Errno ENAMETOOLONG = new Errno(36);
  public static final Errno ENOTEMPTY = new Errno(39);
  public static final Errno ELOOP = new Errno(40);
  public static final Errno ENODATA = new Errno(61);
  public static final Errno EOPNOTSUPP = new Errno(95);

  /** The symbol, such as {@code ENOENT}, or {@code errno 133} for one not in the list. */
  public String symbol() {
    String entry = entry();
    return entry.substring(0, entry.indexOf(':'));
  }

  /** What it means, in the C library's words. */
  public String text() {
    String entry = entry();
    return entry.substring(entry.indexOf(':') + 1);
  }

  // As the record's own, for which Java writes eight classes at run time: 10 ms of the helper's
  // start.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Errno that && number == that.number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return text() + " (" + symbol() + ")";
  }

  private String entry() {
    return switch (number) {
      case 1 -> "EPERM:Operation not permitted";
      case 2 -> "ENOENT:No such file or directory";
      case 4 -> "EINTR:Interrupted system call";
      case 5 -> "EIO:Input/output error";
      case 6 -> "ENXIO:No such device or address";
      case 7 -> "E2BIG:Argument list too long";
      case 9 -> "EBADF:Bad file descriptor";
      case 11 -> "EAGAIN:Resource temporarily unavailable";
      case 12 -> "ENOMEM:Cannot allocate memory";
      case 13 -> "EACCES:Permission denied";
      case 14 -> "EFAULT:Bad address";
      case 16 -> "EBUSY:Device or resource busy";
      case 17 -> "EEXIST:File exists";
      case 18 -> "EXDEV:Invalid cross-device link";
      case 19 -> "ENODEV:No such device";
      case 20 -> "ENOTDIR:Not a directory";
      case 21 -> "EISDIR:Is a directory";
      case 22 -> "EINVAL:Invalid argument";
      case 23 -> "ENFILE:Too many open files in system";
      case 24 -> "EMFILE:Too many open files";
      case 28 -> "ENOSPC:No space left on device";
      case 30 -> "EROFS:Read-only file system";
      case 34 -> "ERANGE:Numerical result out of range";
      case 36 -> "ENAMETOOLONG:File name too long";
      case 38 -> "ENOSYS:Function not implemented";
      case 39 -> "ENOTEMPTY:Directory not empty";
      case 40 -> "ELOOP:Too many levels of symbolic links";
      case 61 -> "ENODATA:No data available";
      case 75 -> "EOVERFLOW:Value too large for defined data type";
      case 95 -> "EOPNOTSUPP:Operation not supported";
      case 107 -> "ENOTCONN:Transport endpoint is not connected";
      case 116 -> "ESTALE:Stale file handle";
      case 117 -> "EUCLEAN:Structure needs cleaning";
      case 122 -> "EDQUOT:Disk quota exceeded";
      default -> "errno " + number + ":Unknown error";
    };
  }
}
