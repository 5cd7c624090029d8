package left4me.host;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import org.jspecify.annotations.Nullable;

/**
 * Says which instances' settings were made, replaced or removed, by whomever ({@code inotify(7)}).
 *
 * <p>Thread-safe. A user may have few inotify instances, so a host has one for all who listen, and
 * none while nobody does.
 */
final class SettingsChanges implements AutoCloseable {

  private final Path root;
  private final Path instances;
  private final Set<Consumer<InstanceName>> listeners = new CopyOnWriteArraySet<>();

  /** All that were ever seen, to tell of those that are gone when events were lost. */
  private final Set<InstanceName> known = ConcurrentHashMap.newKeySet();

  // Both guarded by this.
  private @Nullable WatchService service;
  private boolean closed;

  SettingsChanges(Path root) {
    this.root = root;
    this.instances = root.resolve(InstanceFolders.INSTANCES);
  }

  /**
   * Adds a listener. Where the caller may not look, there is no folder yet, or this was closed, it
   * hears nothing.
   *
   * @param listener must not block
   * @return closing it removes the listener
   */
  synchronized AutoCloseable add(Consumer<InstanceName> listener) throws InstanceFilesException {
    if (closed) {
      return () -> {};
    }
    if (service == null && Files.isReadable(root) && Files.isDirectory(instances)) {
      try {
        service = begin();
      } catch (IOException e) {
        throw new InstanceFilesException("watch " + instances, e);
      }
    }
    listeners.add(listener);
    return () -> remove(listener);
  }

  private synchronized void remove(Consumer<InstanceName> listener) throws IOException {
    listeners.remove(listener);
    if (listeners.isEmpty() && service != null) {
      service.close();
      service = null;
    }
  }

  /** Ends it for all who listen, and for those to come. Safe to repeat. */
  @Override
  public synchronized void close() {
    closed = true;
    listeners.clear();
    if (service != null) {
      giveUp(service);
    }
  }

  private WatchService begin() throws IOException {
    WatchService begun = root.getFileSystem().newWatchService();
    boolean whole = false;
    try {
      // That the folder of all was replaced is told by the one that it is in.
      root.register(begun, ENTRY_CREATE, ENTRY_DELETE);
      instances.register(begun, ENTRY_CREATE, ENTRY_DELETE);
      // Those that are made from here on are told.
      registerAll(begun);
      Thread.ofPlatform().daemon().name("left4me-settings").start(() -> read(begun));
      whole = true;
      return begun;
    } finally {
      if (!whole) {
        begun.close();
      }
    }
  }

  private void registerAll(WatchService service) throws IOException {
    for (Path folder : Folders.entries(instances)) {
      if (isInstance(folder)) {
        register(instances.resolve(folder), service);
      }
    }
  }

  private static boolean isInstance(Path folder) {
    return InstanceName.isValid(folder.getFileName().toString());
  }

  /** Watches a folder, unless it is gone again. */
  private void register(Path folder, WatchService service) {
    known.add(new InstanceName(folder.getFileName().toString()));
    try {
      folder.register(service, ENTRY_CREATE, ENTRY_DELETE);
    } catch (IOException gone) {
      // That it went is told by the folder that it was in.
    }
  }

  private void read(WatchService from) {
    try {
      while (true) {
        WatchKey key = from.take();
        List<WatchEvent<?>> events = key.pollEvents();
        key.reset();
        Path folder = (Path) key.watchable();
        if (events.stream().anyMatch(event -> event.kind().equals(OVERFLOW))) {
          // What was made is to be watched, and what was removed is to be told, as well.
          registerAll(from);
          known.forEach(this::tell);
          known.removeIf(name -> !Files.exists(instances.resolve(name.value())));
        } else if (folder.equals(root)) {
          if (events.stream().anyMatch(event -> instances.endsWith((Path) event.context()))) {
            replaced(from);
          }
        } else if (folder.equals(instances)) {
          events.forEach(event -> changed(instances.resolve((Path) event.context()), from));
        } else {
          changed(folder, from);
        }
      }
    } catch (ClosedWatchServiceException | InterruptedException ended) {
      // Nobody listens any more.
    } catch (IOException unreadable) {
      // As with whatever else ends it: see below.
    } finally {
      giveUp(from);
    }
  }

  /** Another folder is in the place of that of all, or none for now. */
  private void replaced(WatchService from) throws IOException {
    try {
      instances.register(from, ENTRY_CREATE, ENTRY_DELETE);
      registerAll(from);
    } catch (NoSuchFileException none) {
      // Another one is told of.
    }
    known.forEach(this::tell);
  }

  /** Who listens from here on has it begin anew. */
  private synchronized void giveUp(WatchService ended) {
    if (ended.equals(service)) {
      service = null;
    }
    try {
      ended.close();
    } catch (IOException e) {
      // It tells nothing any more, whatever it holds.
    }
  }

  private void changed(Path folder, WatchService service) {
    if (isInstance(folder)) {
      // Again for one that is watched already, which changes nothing. First this, then the telling:
      // what comes in between is seen by whoever looks when told.
      register(folder, service);
      tell(new InstanceName(folder.getFileName().toString()));
    }
  }

  private void tell(InstanceName name) {
    listeners.forEach(listener -> listener.accept(name));
  }
}
