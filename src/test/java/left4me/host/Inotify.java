package left4me.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process holds of {@code inotify(7)}. */
final class Inotify {

  private Inotify() {}

  /** How many instances are open. */
  static long instances() throws IOException {
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(Inotify::isInstance).count();
    }
  }

  private static boolean isInstance(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals("anon_inode:inotify");
    } catch (IOException closed) {
      return false;
    }
  }
}
