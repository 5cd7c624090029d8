package left4me.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import left4me.instance.InstanceFolders;
import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.FileRights;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import left4me.overlay.InstanceTree;
import left4me.overlay.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The lock of those who work on an instance by the library. A start holds it from before it stages
 * the configuration into upper until the server is up, and would else have that removed in between.
 */
final class CallersLock implements AutoCloseable {

  /** As much as a holder writes of himself. */
  private static final int LIMIT = 200;

  private final @Nullable Descriptor file;

  private CallersLock(@Nullable Descriptor file) {
    this.file = file;
  }

  /**
   * Takes it, with the rights of the root's owner, who could not start anything either without
   * them. Where there are no settings of any instance there is nothing to start, and no lock.
   *
   * @throws Refusal if somebody has it
   */
  static CallersLock take(InstanceTree tree) throws Refusal, IOException {
    Descriptor file = openUnlessMissing(tree);
    if (file == null) {
      return new CallersLock(null);
    }
    try {
      file.lockRecord();
      return new CallersLock(file);
    } catch (LinuxException e) {
      try (file) {
        if (e.errno().equals(Errno.EAGAIN)) {
          throw new Refusal(
              tree.name() + " is in use (" + holder(file) + "); start this again after that", e);
        }
        throw e;
      }
    }
  }

  private static @Nullable Descriptor openUnlessMissing(InstanceTree tree)
      throws Refusal, IOException {
    try (Descriptor instances = tree.root().open(InstanceFolders.INSTANCES, OpenHow.FOLDER)) {
      Fuse.refuse(instances);
      try (FileRights rights = tree.ownersRights()) {
        return instances.open(InstanceFolders.lockName(tree.name()), OpenHow.LOCK_FILE);
      }
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return null;
      }
      throw Refusal.cannotOpen(e, "");
    }
  }

  private static String holder(Descriptor file) throws LinuxException {
    String text = new String(file.read(LIMIT), StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    return end < 0 ? "holder unknown" : text.substring(0, end);
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
