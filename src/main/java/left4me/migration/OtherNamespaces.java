package left4me.migration;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import left4me.instance.MountTable;
import left4me.instance.MountTable.Mount;
import left4me.linux.Descriptor;
import left4me.linux.DirectoryReader;
import left4me.linux.Links;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import left4me.overlay.Occupant;
import left4me.overlay.Refusal;

/**
 * Processes for which an instance's tree is still mounted when the host's is unmounted: a server
 * that runs all the same, in its sandbox, or somebody with mounts of his own ({@code
 * mount_namespaces(7)}). What a layer is wiped beneath is undefined to the kernel.
 */
final class OtherNamespaces {

  /** Ten thousand long lines. */
  private static final int LIMIT = 64 * 1024 * 1024;

  private final String place;
  private final List<Descriptor> folders;
  private final Descriptor proc;

  private OtherNamespaces(String place, List<Descriptor> folders, Descriptor proc) {
    this.place = place;
    this.folders = folders;
    this.proc = proc;
  }

  /**
   * Looks through all of them.
   *
   * @param place where the instance is, links resolved
   * @param folders its upper and work
   * @throws Refusal if one has the tree mounted
   * @throws LinuxException if the kernel does not tell
   */
  static void refuseUse(String place, List<Descriptor> folders) throws Refusal, LinuxException {
    try (Descriptor proc = Descriptor.openAbsolute("/proc", OpenHow.FOLDER_ANYWHERE)) {
      new OtherNamespaces(place, folders, proc).look();
    }
  }

  private void look() throws Refusal, LinuxException {
    Set<String> seen = new HashSet<>();
    try (Descriptor listing = proc.open(".", OpenHow.LISTING);
        DirectoryReader entry = new DirectoryReader(listing)) {
      while (entry.next()) {
        if (Character.isDigit(entry.name().charAt(0))) {
          look(entry.name(), seen);
        }
      }
    }
  }

  private void look(String process, Set<String> seen) throws Refusal, LinuxException {
    MountTable mounts;
    try {
      String namespace = Links.read("/proc/" + process + "/ns/mnt");
      if (seen.contains(namespace)) {
        return;
      }
      mounts = MountTable.parse(mountinfo(process));
      seen.add(namespace);
    } catch (LinuxException e) {
      // It has ended meanwhile.
      return;
    }
    Optional<Mount> user = Occupant.userOf(mounts, folders);
    for (Mount mount : mounts.mounts()) {
      // FUSE does not tell what it writes to.
      if (Fuse.isType(mount.type()) && mount.isAtOrBelow(place)) {
        user = Optional.of(mount);
      }
    }
    if (user.isPresent()) {
      throw new Refusal(
          "the tree of "
              + place
              + " is still mounted at "
              + user.get().mountPoint()
              + " for process "
              + process
              + ", which has mounts of its own; end that");
    }
  }

  private String mountinfo(String process) throws Refusal, LinuxException {
    try (Descriptor file = proc.open(process + "/mountinfo", OpenHow.FILE)) {
      byte[] table = file.read(LIMIT);
      if (table.length == LIMIT) {
        throw new Refusal(
            "process "
                + process
                + " has more mounts than can be looked through for the tree of "
                + place
                + "; end that");
      }
      return new String(table, StandardCharsets.ISO_8859_1);
    }
  }
}
