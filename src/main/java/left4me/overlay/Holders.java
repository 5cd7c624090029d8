package left4me.overlay;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import left4me.instance.MountTable;
import left4me.linux.Descriptor;
import left4me.linux.DirectoryReader;
import left4me.linux.Links;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;

/**
 * Finds who keeps a mount busy, as far as {@code /proc} tells: processes with their working folder,
 * root, program or an open file in it, and mounts below it. {@code proc_pid_fd(5)}.
 */
public final class Holders {

  private static final int MOST = 5;
  private static final int COMMAND_SIZE = 64;

  private final String mergedLocation;
  private final Descriptor proc;

  private Holders(String mergedLocation, Descriptor proc) {
    this.mergedLocation = mergedLocation;
    this.proc = proc;
  }

  /**
   * Says who.
   *
   * @param mergedLocation where the mount is
   * @return the end of a sentence that says it is busy
   */
  public static String describe(String mergedLocation) {
    try (Descriptor proc = Descriptor.openAbsolute("/proc", OpenHow.FOLDER_ANYWHERE)) {
      List<String> holders = new ArrayList<>();
      MountTable inside =
          MountTable.ofThisProcess(
              mount ->
                  mount.isAtOrBelow(mergedLocation) && !mount.mountPoint().equals(mergedLocation));
      for (MountTable.Mount mount : inside.mounts()) {
        holders.add("the mount at " + mount.mountPoint());
      }
      new Holders(mergedLocation, proc).addProcesses(holders);
      return holders.isEmpty()
          ? "held by something that /proc does not show"
          : "held by " + String.join(", ", holders);
    } catch (IOException e) {
      return "and who holds it cannot be seen: " + e.getMessage();
    }
  }

  private void addProcesses(List<String> holders) throws LinuxException {
    try (Descriptor listing = proc.open(".", OpenHow.LISTING);
        DirectoryReader entry = new DirectoryReader(listing)) {
      while (entry.next()) {
        if (Character.isDigit(entry.name().charAt(0)) && holds(entry.name())) {
          if (holders.size() == MOST) {
            holders.add("others");
            return;
          }
          holders.add("process " + entry.name() + command(entry.name()));
        }
      }
    }
  }

  private boolean holds(String process) {
    return leadsInside(process, "cwd")
        || leadsInside(process, "root")
        || leadsInside(process, "exe")
        || hasFileInside(process);
  }

  private boolean hasFileInside(String process) {
    try (Descriptor files = proc.open(process + "/fd", OpenHow.LISTING);
        DirectoryReader entry = new DirectoryReader(files)) {
      while (entry.next()) {
        if (leadsInside(process, "fd/" + entry.name())) {
          return true;
        }
      }
      return false;
    } catch (LinuxException e) {
      // It has ended meanwhile.
      return false;
    }
  }

  private boolean leadsInside(String process, String link) {
    try {
      String path = Links.read("/proc/" + process + "/" + link);
      return path.equals(mergedLocation) || path.startsWith(mergedLocation + "/");
    } catch (LinuxException e) {
      return false;
    }
  }

  private String command(String process) {
    try (Descriptor file = proc.open(process + "/comm", OpenHow.FILE)) {
      String name =
          new String(file.read(COMMAND_SIZE), StandardCharsets.ISO_8859_1).stripTrailing();
      return " (" + name + ")";
    } catch (LinuxException e) {
      return "";
    }
  }
}
