package left4me.host;

import java.util.List;
import java.util.Optional;
import left4me.instance.InstanceName;
import left4me.systemd.UnitName;

/** The names of an instance's units: its server, and those that mount and unmount without one. */
final class UnitNames {

  /** The template of the servers. */
  static final String SERVER = "left4me-server";

  private static final List<String> TEMPLATES = List.of(SERVER, "left4me-mount", "left4me-umount");

  private UnitNames() {}

  /** The unit that is an instance's server. */
  static UnitName server(InstanceName name) {
    return UnitName.instance(SERVER, name);
  }

  /** The unit that mounts without a server. */
  static UnitName mount(InstanceName name) {
    return UnitName.instance("left4me-mount", name);
  }

  /** The unit that unmounts. */
  static UnitName umount(InstanceName name) {
    return UnitName.instance("left4me-umount", name);
  }

  /** All of them, the server first. */
  static List<UnitName> all(InstanceName name) {
    return List.of(server(name), mount(name), umount(name));
  }

  /** The instance of a unit; empty if it is none's: an admin may start one of any name. */
  static Optional<InstanceName> instance(UnitName unit) {
    return TEMPLATES.stream().anyMatch(unit::isOf) && InstanceName.isValid(unit.instancePart())
        ? Optional.of(new InstanceName(unit.instancePart()))
        : Optional.empty();
  }
}
