/**
 * The service manager on D-Bus: the only code that knows the D-Bus library.
 *
 * <p>From below: {@code BusConnection} is one connection to a bus and its raw calls; {@code
 * SystemdPeer} is who systemd is on it and which jobs it says have ended; {@code Session} is both
 * together; {@code SessionKeeper} makes a new one after a loss; {@code DbusServiceManager} turns
 * all that into {@link left4me.systemd.ServiceManager}.
 *
 * <p>Messages are sent and read raw. The library's typed proxies would lose the names of errors.
 */
@NullMarked
package left4me.systemd.dbus;

import org.jspecify.annotations.NullMarked;
