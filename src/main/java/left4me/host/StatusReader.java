package left4me.host;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import left4me.instance.InstanceFolders;
import left4me.systemd.ProcessEnd;
import left4me.systemd.UnitStatus;

/** Puts together what systemd, the mount table and the instance's folder tell. */
final class StatusReader {

  private StatusReader() {}

  static InstanceStatus read(Instance instance) throws HostException, InterruptedException {
    UnitStatus unit = instance.units().status();
    InstanceFolders folders = instance.folders();
    // Whoever is not left4me cannot look below the root: then nothing is said, rather than "no".
    boolean visible = Files.isReadable(folders.root());
    return new InstanceStatus(
        instance.name(),
        visible ? Optional.of(Files.exists(folders.instanceEnv())) : Optional.empty(),
        unit.activeState(),
        unit.subState(),
        unit.result(),
        unit.mainEnd().map(ProcessEnd::status).map(OptionalInt::of).orElseGet(OptionalInt::empty),
        unit.mainPid() == 0 ? OptionalLong.empty() : OptionalLong.of(unit.mainPid()),
        unit.since(),
        unit.invocation(),
        unit.restarts(),
        visible ? Optional.of(Files.exists(folders.autostartMark())) : Optional.empty(),
        instance.units().isMounted(),
        unit.cpuNanos().isPresent()
            ? Optional.of(Duration.ofNanos(unit.cpuNanos().getAsLong()))
            : Optional.empty(),
        unit.memoryBytes(),
        unit.tasks());
  }
}
