package left4me.overlay;

import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.linux.Descriptor;
import left4me.linux.Errno;
import left4me.linux.FileRights;
import left4me.linux.FileStatus;
import left4me.linux.LinuxException;
import left4me.linux.OpenHow;
import org.jspecify.annotations.Nullable;

/**
 * The folders of an instance, held open.
 *
 * <p>The way to the root may lead through links, as only root can place those. From there on none
 * is followed.
 */
public final class InstanceTree implements AutoCloseable {

  private final Descriptor root;
  private final Descriptor runtime;
  private final InstanceName name;
  private final String rootLocation;
  private @Nullable Descriptor lock;

  private InstanceTree(Descriptor root, Descriptor runtime, InstanceName name, String location) {
    this.root = root;
    this.runtime = runtime;
    this.name = name;
    this.rootLocation = location;
  }

  /**
   * Opens the root and the instance's runtime folder.
   *
   * @param rootPath the root, absolute
   * @param name the instance
   * @throws LinuxException if one cannot be opened, ENOENT if it does not exist
   */
  public static InstanceTree open(String rootPath, InstanceName name) throws LinuxException {
    Descriptor root = Descriptor.openAbsolute(rootPath, OpenHow.FOLDER_ANYWHERE);
    try (Descriptor all = root.open(InstanceFolders.RUNTIME, OpenHow.FOLDER)) {
      return in(root, all, name);
    } catch (LinuxException e) {
      root.close();
      throw e;
    }
  }

  /**
   * Opens the instance's runtime folder, for who has those around it open.
   *
   * @param root the root
   * @param all the folder in it that holds the runtime folders of all instances
   * @param name the instance
   * @throws LinuxException if it cannot be opened, ENOENT if it does not exist
   */
  public static InstanceTree open(Descriptor root, Descriptor all, InstanceName name)
      throws LinuxException {
    Descriptor own = root.open(".", OpenHow.FOLDER);
    try {
      return in(own, all, name);
    } catch (LinuxException e) {
      own.close();
      throw e;
    }
  }

  private static InstanceTree in(Descriptor root, Descriptor all, InstanceName name)
      throws LinuxException {
    String location = root.location();
    return new InstanceTree(
        root, all.open(name.value(), OpenHow.FOLDER), name, location.equals("/") ? "" : location);
  }

  /** The root. */
  public Descriptor root() {
    return root;
  }

  /**
   * Has this thread look at files with the rights of the root's owner, who wrote the names: where
   * those lead, and what is there, is to be told to nobody who may not see it.
   *
   * @throws LinuxException if this process may not
   */
  public FileRights ownersRights() throws LinuxException {
    FileStatus owner = root.status();
    return FileRights.of(owner.user(), owner.group());
  }

  /** Where the root is, links resolved, without a slash at its end. */
  public String rootLocation() {
    return rootLocation;
  }

  /** The instance's folder with upper, work and merged. */
  public Descriptor runtime() {
    return runtime;
  }

  /** The instance. */
  public InstanceName name() {
    return name;
  }

  /** Where a folder in the runtime folder has to be, links resolved. */
  public String locationOf(String folder) {
    return rootLocation + "/" + InstanceFolders.RUNTIME + "/" + name.value() + "/" + folder;
  }

  /**
   * Opens {@code merged}, or the root of what is mounted on it.
   *
   * @throws LinuxException if it cannot be opened
   */
  Descriptor openMerged() throws LinuxException {
    return runtime.open(InstanceFolders.MERGED, OpenHow.FOLDER);
  }

  /**
   * Opens {@code upper} or {@code work}, which have to be directly here: a mount would be another
   * file system under the kernel's feet.
   *
   * @throws Refusal if it cannot be opened
   */
  public Descriptor openBranch(String folder) throws Refusal {
    try {
      return runtime.open(folder, OpenHow.FOLDER_SAME_MOUNT);
    } catch (LinuxException e) {
      throw Refusal.cannotOpen(e, "initialize the instance again");
    }
  }

  /**
   * Keeps a second helper from this instance until the tree is closed. The folder's owner could
   * hold this lock for ever, so nobody waits for it; he has other ways of keeping his instance from
   * working.
   *
   * @throws Refusal if someone else holds it
   */
  public void lock() throws Refusal, LinuxException {
    if (lock == null) {
      lock = runtime.open(".", OpenHow.LISTING);
    }
    try {
      lock.lock();
    } catch (LinuxException e) {
      if (e.errno().equals(Errno.EAGAIN)) {
        throw new Refusal(
            runtime.subject() + " is locked: another process is at work on it; try again after it",
            e);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    if (lock != null) {
      lock.close();
    }
    runtime.close();
    root.close();
  }
}
