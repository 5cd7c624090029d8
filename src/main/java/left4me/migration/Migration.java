package left4me.migration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.linux.Descriptor;
import left4me.linux.DirectoryReader;
import left4me.linux.Errno;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import left4me.overlay.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Migrates all instances of a host, one after the other, and leaves the mark if none was refused.
 */
final class Migration {

  private static final int ROOT = 0;

  private final String rootPath;
  private final Report progress;
  private final Report failures;

  /**
   * @param rootPath the root of all instances, absolute
   * @param progress is told what was done
   * @param failures is told what was not
   */
  Migration(String rootPath, Report progress, Report failures) {
    this.rootPath = rootPath;
    this.progress = progress;
    this.failures = failures;
  }

  /**
   * Migrates the host; one that is marked is left as it is.
   *
   * @return whether it is migrated now
   * @throws Refusal if the root, the mark or the notes of an earlier run are not as expected
   */
  boolean run() throws Refusal, IOException {
    try (Descriptor root = openRoot()) {
      Fuse.refuse(root);
      Mark mark = new Mark(root);
      if (mark.isThere()) {
        progress.line(
            "Nothing is done: this host is migrated, " + root + "/" + Mark.NAME + " says");
        return true;
      }
      if (root.status().user() == ROOT) {
        throw new Refusal(root + " belongs to root; it has to be left4me's");
      }
      Finished finished = new Finished(root);
      if (!runAll(root, finished)) {
        return false;
      }
      mark.leave();
      // Whoever takes the mark away has all migrated anew.
      finished.clear();
      progress.line(
          "Done, and marked by "
              + root
              + "/"
              + Mark.NAME
              + ". Nothing is started: start the servers (l4d2ctl start NAME..., which stages their"
              + " configuration again) and the web tier (systemctl start left4me-web.service)");
      return true;
    }
  }

  private Descriptor openRoot() throws Refusal {
    try {
      return Descriptor.openAbsolute(rootPath, OpenHow.FOLDER_ANYWHERE);
    } catch (LinuxException e) {
      throw Refusal.cannotOpen(e, "there is nothing to migrate");
    }
  }

  /** False if one was refused. */
  private boolean runAll(Descriptor root, Finished finished) throws Refusal, IOException {
    try (Descriptor all = openRuntime(root)) {
      if (all == null) {
        return true;
      }
      Fuse.refuse(all);
      List<String> names = names(all);
      int refused = 0;
      for (String name : names) {
        refused += run(name, root, all, finished) ? 0 : 1;
      }
      if (refused > 0) {
        failures.line(
            refused
                + " of "
                + names.size()
                + " in "
                + all
                + " refused, and the mark is not left; put that right, and start this again");
      }
      return refused == 0;
    }
  }

  /** Null if there is none. A file system of its own is as good. */
  private static @Nullable Descriptor openRuntime(Descriptor root) throws Refusal {
    try {
      return root.open(InstanceFolders.RUNTIME, OpenHow.FOLDER);
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.ENOENT)) {
        return null;
      }
      throw Refusal.cannotOpen(e, "");
    }
  }

  private static List<String> names(Descriptor folder) throws LinuxException {
    List<String> names = new ArrayList<>();
    try (Descriptor listing = folder.open(".", OpenHow.LISTING);
        DirectoryReader entry = new DirectoryReader(listing)) {
      while (entry.next()) {
        names.add(entry.name());
      }
    }
    Collections.sort(names);
    return names;
  }

  /** False if it was refused, which does not keep the others from being migrated. */
  private boolean run(String name, Descriptor root, Descriptor all, Finished finished)
      throws IOException {
    try {
      RuntimeMounts mounts = new RuntimeMounts(all);
      if (!InstanceName.isValid(name)) {
        progress.line(leave(name, mounts));
        return true;
      }
      InstanceName instance = new InstanceName(name);
      if (finished.has(instance)) {
        progress.line(name + ": done by an earlier run, and left as it is");
        return true;
      }
      progress.line(InstanceMigration.run(root, all, instance, mounts));
      finished.add(instance);
      return true;
    } catch (Refusal | LinuxException e) {
      failures.line(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private static String leave(String name, RuntimeMounts mounts) throws Refusal, IOException {
    int unmounted = mounts.unmountOurs(mounts.placeOf(name));
    return "'"
        + name
        + "' is no instance's name: "
        + (unmounted > 0 ? "unmounted, else " : "")
        + "left as it is";
  }
}
