package left4me.lab;

import java.nio.file.Path;

/** A file's flags as {@code chattr} sets them, see ioctl_iflags(2), where that is not installed. */
final class FileFlags {

  static final int IMMUTABLE = 0x10;

  private FileFlags() {}

  /** Sets a file's flags, and takes all others away. For root. */
  static void set(Path file, int flags) throws Exception {
    String call =
        "open F, '<', $ARGV[0] or die; ioctl F, 0x40086602, pack 'l!', $ARGV[1] or die $!";
    Command.run("perl", "-e", call, file.toString(), Integer.toString(flags)).orFail();
  }
}
