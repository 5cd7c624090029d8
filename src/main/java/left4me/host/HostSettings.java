package left4me.host;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import left4me.systemd.SystemdSettings;

/**
 * What a {@link Left4meHost} is built with. Immutable.
 *
 * @param root the root of all instances
 * @param jobLimit how long one job of systemd may take
 * @param lockLimit how long to wait for another caller of the same instance
 * @param clock what steps are dated by
 * @param systemd how to reach systemd
 */
record HostSettings(
    Path root,
    Duration jobLimit,
    Duration lockLimit,
    InstantSource clock,
    SystemdSettings systemd) {}
