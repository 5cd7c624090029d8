package left4me.privilege;

import static left4me.privilege.Attempt.prints;
import static left4me.privilege.Role.ADMIN;
import static left4me.privilege.Role.LOGIN;
import static left4me.privilege.Role.ROOT;
import static left4me.privilege.Role.SERVER;
import static left4me.privilege.Role.STRANGER;
import static left4me.privilege.Role.WEB;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ports, kinds of sockets, and whom one may talk to on the host. */
final class NetworkAttempts {

  private static final Role[] ALL = {WEB, SERVER, LOGIN, ADMIN, STRANGER};
  private static final Role[] ALL_BUT_A_SERVER = {WEB, LOGIN, ADMIN, STRANGER, ROOT};

  /** Whether this kernel lets systemd keep a unit from a port at all; in a container it may not. */
  private static final boolean PORTS_ENFORCED = portsAreEnforced();

  private NetworkAttempts() {}

  private static boolean portsAreEnforced() {
    try {
      return Cast.root(
                  "systemd-run --quiet --wait -p SocketBindDeny=any perl -MIO::Socket::INET -e"
                      + " 'exit !IO::Socket::INET->new(Proto => \"udp\", LocalPort => 5000)'")
              .status()
          != 0;
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Attempt> rows() {
    return Stream.of(ports(), kinds(), peers()).flatMap(List::stream);
  }

  private static List<Attempt> ports() {
    List<Attempt> rows = new ArrayList<>();
    for (String protocol : List.of("udp", "tcp")) {
      for (int port : new int[] {27000, 27500, 27999}) {
        rows.add(binds(protocol, port).may(ALL));
      }
      for (int port : new int[] {1024, 8080, 26999, 28000, 65535}) {
        Attempt row = binds(protocol, port).may(ALL_BUT_A_SERVER);
        // Where the kernel does not let systemd enforce it, UnitCallsIT looks at the settings
        // alone.
        rows.add(PORTS_ENFORCED ? row : row.notBy(SERVER));
      }
      rows.add(binds(protocol, 80));
    }
    return rows;
  }

  private static Attempt binds(String protocol, int port) {
    return prints(
        "bound",
        "bind " + protocol + " port " + port,
        "perl -MIO::Socket::INET -e 'print \"bound\" if IO::Socket::INET->new(Proto => \"%s\", LocalPort => %s, ReuseAddr => 1%s)'"
            .formatted(protocol, port, protocol.equals("tcp") ? ", Listen => 1" : ""));
  }

  private static List<Attempt> kinds() {
    return List.of(
        socket("raw", "2, 3, 1").may(ROOT),
        socket("packet", "17, 3, 0").may(ROOT),
        socket("netlink", "16, 3, 0").may(LOGIN, ADMIN, STRANGER, ROOT),
        socket("kernel cryptography", "38, 5, 0"),
        socket("virtual machine", "40, 1, 0").may(LOGIN, ADMIN, STRANGER, ROOT),
        socket("unix", "1, 1, 0").may(WEB, SERVER, LOGIN, ADMIN, STRANGER, ROOT));
  }

  private static Attempt socket(String kind, String arguments) {
    return prints(
        "opened",
        "open a socket: " + kind,
        "perl -e 'print \"opened\" if syscall(41, %s) >= 0; print $!'".formatted(arguments));
  }

  private static List<Attempt> peers() {
    return List.of(
        connects("/run/dbus/system_bus_socket", "the system bus").may(ALL_BUT_A_SERVER),
        connects("/run/systemd/private", "systemd's own socket").may(ROOT),
        prints(
                "/run/",
                "see a socket in /run",
                "find /run /var /tmp -type s 2>/dev/null | grep -v ^/run/systemd/journal")
            .may(ALL_BUT_A_SERVER));
  }

  private static Attempt connects(String path, String name) {
    return prints(
        "connected",
        "connect to " + name,
        "perl -MSocket -e 'socket(S, PF_UNIX, SOCK_STREAM, 0); print connect(S, sockaddr_un(\"%s\")) ? \"connected\" : $!'"
            .formatted(path));
  }
}
