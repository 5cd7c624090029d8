package left4me.host;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.systemd.ProcessEnd;
import left4me.systemd.UnitStatus;

/**
 * One instance under one operation: its folders, its units, and who listens.
 *
 * @param folders where it is
 * @param units what systemd runs of it
 * @param listener is told the steps
 * @param clock what they are dated by
 */
record Instance(
    InstanceFolders folders, InstanceUnits units, StepListener listener, InstantSource clock) {

  InstanceName name() {
    return folders.name();
  }

  void step(String sentence) {
    listener.onStep(new Step(name(), clock.instant(), sentence));
  }

  /** Whether there is a trace of it on disk. */
  boolean exists() {
    return new TreeRemoval(folders.settings()).isNeeded()
        || new TreeRemoval(folders.runtime()).isNeeded();
  }

  /** Has the server started at boot, until {@link #unmark}; lasting from {@link #keepMark} on. */
  void mark() throws InstanceFilesException {
    try {
      if (!Files.exists(folders.autostartMark())) {
        AtomicFile.writeEmpty(folders.autostartMark());
      }
    } catch (IOException e) {
      throw OwnFolders.refused(
          "mark " + name() + " to come back after a reboot", folders, e, folders.settings());
    }
  }

  /** Has the server no longer started at boot; lasting from {@link #keepMark} on. */
  void unmark() throws InstanceFilesException {
    try {
      Files.deleteIfExists(folders.autostartMark());
    } catch (IOException e) {
      throw OwnFolders.refused(
          "have " + name() + " no longer come back after a reboot", folders, e, folders.settings());
    }
  }

  /**
   * Makes the mark, or that there is none, outlast a power loss. The disk takes longer over this
   * than all else of ours does, so it is done while systemd works.
   */
  void keepMark() throws InstanceFilesException, InterruptedException {
    try {
      if (Files.exists(folders.settings())) {
        AtomicFile.syncFolder(folders.settings());
      }
    } catch (ClosedByInterruptException e) {
      throw Interrupts.of(e, "while a mark was made to last");
    } catch (IOException e) {
      throw new InstanceFilesException(
          "keep for after a power loss whether " + name() + " comes back", e);
    }
  }

  /** Tells how the server ended that has just been stopped, if it did not end well. */
  void tellFailure() throws InterruptedException {
    try {
      units
          .failure()
          .ifPresent(
              status ->
                  step(
                      wasKilledInTheEnd(status)
                          ? "It did not end in time after the interrupt, and was killed"
                          : "It did not end well: '" + status.result() + "'"));
    } catch (HostException unknown) {
      // It is stopped all the same.
    }
  }

  private static boolean wasKilledInTheEnd(UnitStatus status) {
    return status.result().equals("timeout")
        && status.mainEnd().map(ProcessEnd::code).equals(Optional.of(ProcessEnd.KILLED));
  }

  /** What is mounted now. */
  MountedTrees mounted() throws InstanceFilesException {
    return MountedTrees.now(folders.root());
  }

  /**
   * As {@link #clearOverlay()}, for who has looked a moment ago; looks again if there was anything.
   *
   * @param seen what was mounted then
   */
  void clearOverlay(MountedTrees seen) throws HostException, InterruptedException {
    if (seen.has(folders) || seen.straying(name()).isPresent()) {
      clearOverlay();
    }
  }

  /** Unmounts what an earlier run left mounted, though no server runs. */
  void clearOverlay() throws HostException, InterruptedException {
    MountedTrees mounted = mounted();
    if (mounted.has(folders)) {
      step("Unmounting the overlay that was left");
      units.unmount();
      mounted = mounted();
      if (mounted.has(folders)) {
        throw new InstanceFilesException(
            "unmount "
                + folders.merged()
                + ": something else is mounted there; see findmnt "
                + folders.merged());
      }
    }
    Optional<String> straying = mounted.straying(name());
    if (straying.isPresent()) {
      throw new InstanceFilesException(
          "unmount the overlay of "
              + name()
              + ": its folders were moved away while it was mounted; as root: umount "
              + straying.get());
    }
  }
}
