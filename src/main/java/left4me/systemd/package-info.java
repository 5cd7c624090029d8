/**
 * What we ask of systemd: units, their jobs, their status.
 *
 * <p>{@link left4me.systemd.ServiceManager} is the door. Nothing here names a type of the D-Bus
 * library; that stays in {@code left4me.systemd.dbus}. The words are those of {@code
 * org.freedesktop.systemd1(5)} and {@code systemd.unit(5)}.
 */
@NullMarked
package left4me.systemd;

import org.jspecify.annotations.NullMarked;
