package left4me.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.Optional;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.instance.MountTable;

/**
 * Removes a folder of an instance, through no link and no mount.
 *
 * <p>The folder is renamed first: from then on nobody can mount in it by its name, not even a unit
 * that is started meanwhile. Only then is it looked at for mounts, and given its name back if there
 * is one. A removal that was cut short leaves the renamed folder, which the next one sweeps.
 */
final class TreeRemoval {

  private final Path parent;
  private final Path name;
  private final Path doomed;
  private final RootsCommand roots;

  /**
   * Names the folder to remove.
   *
   * @param tree the folder; its parent is reached from the root through no link
   */
  TreeRemoval(Path tree) {
    this.parent = Folders.parent(tree);
    this.name = tree.getFileName();
    this.doomed = Path.of("." + name + ".removed");
    this.roots = new RootsCommand(Folders.parent(parent));
  }

  /** Whether there is anything to remove, a removal that was cut short included. */
  boolean isNeeded() {
    return Files.exists(parent.resolve(name), NOFOLLOW_LINKS)
        || Files.exists(parent.resolve(doomed), NOFOLLOW_LINKS);
  }

  /**
   * Removes the folder with all that is in it; one that is not there is no error.
   *
   * @throws InstanceFilesException if something is mounted in it (the folder is then as it was), or
   *     the file system refuses
   */
  void remove() throws InstanceFilesException, InterruptedException {
    if (!Files.exists(parent, NOFOLLOW_LINKS)) {
      return;
    }
    Path tree = parent.resolve(name);
    try (SecureDirectoryStream<Path> folder = Folders.open(parent)) {
      sweep(folder);
      try {
        folder.move(name, folder, doomed);
      } catch (NoSuchFileException e) {
        return;
      }
      if (mountPoint(parent.resolve(doomed)).isPresent()) {
        folder.move(doomed, folder, name);
        throw mounted(tree, mountPoint(tree));
      }
      sweep(folder);
      AtomicFile.syncFolder(parent);
    } catch (FileSystemException e) {
      throw refused(tree, e);
    } catch (ClosedByInterruptException e) {
      throw Interrupts.of(e, "while the removal of " + tree + " was made to last");
    } catch (IOException e) {
      throw new InstanceFilesException("remove " + tree, e);
    }
  }

  /**
   * Says why, and what to do.
   *
   * @param where the folder that was to be renamed or swept
   */
  private InstanceFilesException refused(Path where, FileSystemException refusal) {
    Path tree = parent.resolve(name);
    Optional<String> mountPoint = mountPointIfKnown(where);
    if (mountPoint.isPresent()) {
      return mounted(tree, mountPoint);
    }
    InstanceFolders folders = new InstanceFolders(roots.root(), new InstanceName(name.toString()));
    Optional<String> closed = OwnFolders.firstClosed(folders, parent);
    if (closed.isPresent()) {
      return new InstanceFilesException("remove " + tree + ": " + closed.get());
    }
    return switch (refusal) {
      case AccessDeniedException e -> ofAnotherUser(tree);
      case DirectoryNotEmptyException e ->
          new InstanceFilesException(
              "remove "
                  + tree
                  + ": somebody goes on making files in it; end that, and do this again; the rest is in "
                  + e.getFile());
      default -> stuck(tree, refusal);
    };
  }

  private static InstanceFilesException mounted(Path tree, Optional<String> mountPoint) {
    return new InstanceFilesException(
        "remove "
            + tree
            + ": something is mounted at "
            + mountPoint.orElse("a folder in it")
            + "; unmount that first");
  }

  /** The rest has another name by then, unless that is what was refused. */
  private InstanceFilesException stuck(Path tree, FileSystemException refusal) {
    Path aside = parent.resolve(doomed);
    String what = "remove " + tree + ": " + IoErrors.describe(refusal);
    return new InstanceFilesException(
        Files.exists(aside, NOFOLLOW_LINKS)
            ? what
                + "; the rest is in "
                + aside
                + "; before this again, as root: "
                + roots.free(aside)
            : what + "; before this again, as root: " + roots.free(tree));
  }

  private InstanceFilesException ofAnotherUser(Path tree) {
    return new InstanceFilesException(
        "remove "
            + tree
            + ": something in it is another user's, as a layer installed by root leaves behind; as root: "
            + roots.remove(parent.resolve(doomed)));
  }

  /**
   * Completes a removal that was cut short, if there was one, and leaves the folder itself alone.
   */
  void completeEarlier() throws InstanceFilesException {
    if (!Files.exists(parent.resolve(doomed), NOFOLLOW_LINKS)) {
      return;
    }
    try (SecureDirectoryStream<Path> folder = Folders.open(parent)) {
      sweep(folder);
    } catch (FileSystemException e) {
      throw refused(parent.resolve(doomed), e);
    } catch (IOException e) {
      throw new InstanceFilesException("remove " + parent.resolve(doomed), e);
    }
  }

  /** Removes what a rename, of this removal or of an earlier one, has set aside. */
  private void sweep(SecureDirectoryStream<Path> folder) throws IOException {
    Path aside = parent.resolve(doomed);
    if (!Files.exists(aside, NOFOLLOW_LINKS)) {
      return;
    }
    Optional<String> mountPoint = mountPoint(aside);
    if (mountPoint.isPresent()) {
      throw new IOException("something is mounted at " + mountPoint.get() + "; unmount that first");
    }
    TreeEraser.erase(folder, doomed, aside);
  }

  /** Where something is mounted at a path or below it, if there is anything. */
  private static Optional<String> mountPoint(Path path) throws IOException {
    Path real = Folders.parent(path).toRealPath().resolve(path.getFileName());
    return MountTable.ofThisProcess().atOrBelow(real).stream()
        .map(MountTable.Mount::mountPoint)
        .findFirst();
  }

  private static Optional<String> mountPointIfKnown(Path path) {
    try {
      return mountPoint(path);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
