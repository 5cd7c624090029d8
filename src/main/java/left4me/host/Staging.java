package left4me.host;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import left4me.instance.InstanceFolders;

/**
 * Lays the configuration into the upper layer, while nothing is mounted over it. What the server
 * left there may be anything, links among them: every step goes through a descriptor of the folder
 * before it and follows no link.
 */
final class Staging {

  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r-----");
  private static final String NEXT = ".new";

  /** The most bytes that are compared; what is longer is copied. */
  private static final int COMPARED = 1 << 16;

  private static final Path CONFIG_FOLDER = Path.of("left4dead2", "cfg");

  private final InstanceFolders folders;

  Staging(InstanceFolders folders) {
    this.folders = folders;
  }

  /**
   * Replaces every {@code server*.cfg} of last time by {@code server.cfg} and the layers' own as
   * {@code server_<alias>.cfg}. None is replaced before all are written: a full disk leaves those
   * of last time as they were, for a start that stages nothing. One that is the same stays, and
   * needs no room.
   *
   * @return the names of the files staged, sorted
   */
  List<String> stage(Blueprint blueprint) throws IOException {
    Map<String, Path> sources = sources(blueprint);
    try (SecureDirectoryStream<Path> config = configFolder()) {
      Folders.forEach(
          config,
          name -> {
            if (isNext(name.toString())) {
              erase(config, name);
            }
          });
      Map<String, Path> changed = new TreeMap<>(sources);
      changed.entrySet().removeIf(source -> isSame(source.getValue(), config, source.getKey()));
      try {
        for (Map.Entry<String, Path> source : changed.entrySet()) {
          copy(source.getValue(), config, next(source.getKey()));
        }
        Folders.forEach(
            config,
            name -> {
              boolean replaced = sources.containsKey(name.toString());
              if (isStaged(name.toString()) && (!replaced || isFolder(config, name))) {
                erase(config, name);
              }
            });
        for (String name : changed.keySet()) {
          config.move(next(name), config, Path.of(name));
        }
      } catch (IOException e) {
        removeNext(changed.keySet(), config);
        throw e;
      }
    } catch (FileSystemException e) {
      throw named(e);
    }
    return List.copyOf(sources.keySet());
  }

  /**
   * Refuses what {@link #stage} would refuse of the layers' own files, and changes nothing. The
   * instance's {@code server.cfg} is not looked at, as it may yet have to be written.
   */
  void check(Blueprint blueprint) throws IOException {
    for (Path source : layersSources(blueprint).values()) {
      Files.newInputStream(source, NOFOLLOW_LINKS).close();
    }
  }

  /** Whether what is staged is such a copy; if in doubt, it is not. */
  private static boolean isSame(Path source, SecureDirectoryStream<Path> config, String name) {
    Path staged = Path.of(name);
    try {
      PosixFileAttributes now =
          config
              .getFileAttributeView(staged, PosixFileAttributeView.class, NOFOLLOW_LINKS)
              .readAttributes();
      if (!now.isRegularFile()
          || !now.permissions().equals(FILE)
          || now.size() > COMPARED
          || now.size() != Files.size(source)) {
        return false;
      }
      try (InputStream is =
              Channels.newInputStream(config.newByteChannel(staged, Set.of(READ, NOFOLLOW_LINKS)));
          InputStream willBe = Files.newInputStream(source, NOFOLLOW_LINKS)) {
        return Arrays.equals(is.readNBytes(COMPARED), willBe.readNBytes(COMPARED));
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** As much as goes: what stays, the next staging erases. */
  private static void removeNext(Set<String> names, SecureDirectoryStream<Path> config) {
    for (String name : names) {
      try {
        config.deleteFile(next(name));
      } catch (IOException notThere) {
        // or not to be removed
      }
    }
  }

  private void erase(SecureDirectoryStream<Path> config, Path name) throws IOException {
    TreeEraser.erase(config, name, folders.upper().resolve(CONFIG_FOLDER).resolve(name));
  }

  /** Where a file is until all are written; the game reads none of such a name. */
  private static Path next(String name) {
    return Path.of("." + name + NEXT);
  }

  private static boolean isNext(String name) {
    return name.startsWith(".server") && name.endsWith(".cfg" + NEXT);
  }

  /**
   * What is in a folder that is open is refused by its last name alone. So whose it is is looked
   * for from above.
   */
  private IOException named(FileSystemException refused) {
    Path config = folders.upper().resolve(CONFIG_FOLDER);
    // Of a rename, what was to be replaced; of the folder itself, a point or nothing.
    String name =
        Objects.requireNonNullElse(
            refused.getOtherFile(), Objects.requireNonNullElse(refused.getFile(), "."));
    Path file = config.resolve(name).normalize();
    // A file of the content, or of the settings, has its whole path, and its own reason.
    if (!file.startsWith(folders.upper())) {
      return refused;
    }
    Optional<String> closed =
        OwnFolders.firstClosed(
            folders, folders.runtime(), folders.upper(), Folders.parent(config), config);
    if (closed.isPresent()) {
      return new IOException(closed.get(), refused);
    }
    boolean denied = refused instanceof AccessDeniedException;
    if (!denied && refused.getReason() == null) {
      return refused; // its kind says it
    }
    String why = ": " + IoErrors.reason(refused);
    if (isNext(name)) {
      Path written = config.resolve(name.substring(1, name.length() - NEXT.length()));
      return new IOException(written + why, refused);
    }
    if (file.equals(config) || !Files.exists(file, NOFOLLOW_LINKS)) {
      return new IOException(file + why, refused);
    }
    String cure = "; as root: " + (denied ? "remove it" : "chattr -i it, or remove it");
    return new IOException(file + why + cure, refused);
  }

  private Map<String, Path> sources(Blueprint blueprint) throws IOException {
    Map<String, Path> sources = new TreeMap<>(layersSources(blueprint));
    sources.put("server.cfg", folders.serverCfg());
    return sources;
  }

  private Map<String, Path> layersSources(Blueprint blueprint) throws IOException {
    Map<String, Path> sources = new HashMap<>();
    for (Blueprint.Overlay overlay : blueprint.overlays()) {
      Path file =
          folders
              .root()
              .resolve(InstanceFolders.OVERLAYS)
              .resolve(overlay.path())
              .resolve(CONFIG_FOLDER)
              .resolve("server.cfg");
      // A fifo in its place would keep us waiting: what is not a file is skipped like one not
      // there.
      if (overlay.alias().isPresent() && isThere(file)) {
        sources.put("server_" + overlay.alias().get() + ".cfg", requireContent(file));
      }
    }
    return sources;
  }

  /** A layer may be closed to us, and still be served: what we cannot see we must not leave out. */
  private static boolean isThere(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).isRegularFile();
    } catch (AccessDeniedException e) {
      throw new IOException(
          file
              + ": user left4me may not look for it, and the blueprint gives that layer an alias; let him"
              + " read it, or take the alias away",
          e);
    } catch (FileSystemException missing) {
      return false;
    }
  }

  /** Content may link to content. A link elsewhere would show the server what only we may read. */
  private Path requireContent(Path file) throws IOException {
    Path real = file.toRealPath();
    if (!isContent(real)) {
      throw new IOException(
          file
              + " leads to "
              + real
              + ", outside the folders for content; replace the link by a file");
    }
    return real;
  }

  /** As the helper has it: a folder for content may be a link to elsewhere in the root. */
  private boolean isContent(Path real) throws IOException {
    Path root = folders.root().toRealPath();
    for (String name : InstanceFolders.CONTENT) {
      Path folder = root.resolve(name);
      if (Files.exists(folder)) {
        Path there = folder.toRealPath();
        if (there.startsWith(root) && !there.equals(root) && real.startsWith(there)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isStaged(String name) {
    return name.startsWith("server") && name.endsWith(".cfg");
  }

  /** Opens {@code upper/left4dead2/cfg}, making what is missing. */
  private SecureDirectoryStream<Path> configFolder() throws IOException {
    Path path = folders.upper();
    SecureDirectoryStream<Path> folder;
    try (SecureDirectoryStream<Path> runtime = Folders.open(folders.runtime())) {
      folder = Folders.openOwn(runtime, path.getFileName(), path);
    }
    for (Path component : CONFIG_FOLDER) {
      try (SecureDirectoryStream<Path> parent = folder) {
        path = path.resolve(component);
        folder = child(parent, component, path);
      }
    }
    return folder;
  }

  private static SecureDirectoryStream<Path> child(
      SecureDirectoryStream<Path> parent, Path name, Path path) throws IOException {
    // Made by path, as the JDK has no mkdirat(2); mkdir(2) follows no link in the last component.
    // What
    // else was slipped in on the way is met by the open from the parent, which follows none.
    boolean folder = isFolder(parent, name);
    if (!folder) {
      removeWhatIsInTheWay(parent, name);
      try {
        Files.createDirectory(path);
      } catch (FileAlreadyExistsException e) {
        // then it is opened, or refused, below
      }
    }
    return Folders.openOwn(parent, name, path);
  }

  private static boolean isFolder(SecureDirectoryStream<Path> parent, Path name) {
    try {
      return Folders.isFolder(parent, name);
    } catch (IOException e) {
      return false;
    }
  }

  /** A link, or the mark of a folder that the server deleted: the server's, and in our way. */
  private static void removeWhatIsInTheWay(SecureDirectoryStream<Path> parent, Path name)
      throws IOException {
    try {
      parent.deleteFile(name);
    } catch (java.nio.file.NoSuchFileException e) {
      // nothing is in the way
    }
  }

  private static void copy(Path source, SecureDirectoryStream<Path> folder, Path name)
      throws IOException {
    try (InputStream in = Files.newInputStream(source, NOFOLLOW_LINKS);
        OutputStream out =
            Channels.newOutputStream(
                folder.newByteChannel(
                    name,
                    Set.of(CREATE_NEW, WRITE, NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(FILE)))) {
      in.transferTo(out);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // A full disk, in writing: Java says what, and not where.
      throw new FileSystemException(name.toString(), null, e.getMessage());
    }
  }
}
