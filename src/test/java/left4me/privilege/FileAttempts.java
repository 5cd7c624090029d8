package left4me.privilege;

import static left4me.privilege.Attempt.prints;
import static left4me.privilege.Role.ADMIN;
import static left4me.privilege.Role.LOGIN;
import static left4me.privilege.Role.ROOT;
import static left4me.privilege.Role.SERVER;
import static left4me.privilege.Role.STRANGER;
import static left4me.privilege.Role.WEB;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whose files who may see and change. */
final class FileAttempts {

  private static final String LEFT4ME = "/var/lib/left4me/";
  private static final String OTHER = LEFT4ME + "runtime/" + Cast.OTHER;
  private static final String OWN = LEFT4ME + "runtime/" + Cast.OWN;
  private static final String SETTINGS = LEFT4ME + "instances/";

  private FileAttempts() {}

  static Stream<Attempt> rows() {
    return Stream.of(secrets(), instances(), own(), system()).flatMap(List::stream);
  }

  private static List<Attempt> secrets() {
    return List.of(
        prints(Secrets.ETC, "read the web tier's secret in /etc/left4me", "cat /etc/left4me/secret")
            .may(WEB, LOGIN, ROOT),
        prints(Secrets.OPT, "read left4me's file in /opt", "cat /opt/it-secret")
            .may(WEB, LOGIN, ROOT),
        prints(Secrets.SRV, "read left4me's file in /srv", "cat /srv/it-secret")
            .may(WEB, LOGIN, ROOT),
        prints(
                Secrets.CREDENTIAL,
                "read the web tier's credential",
                "cat /run/credentials/left4me-web.service/it-secret")
            .may(WEB, LOGIN, ROOT),
        prints(Secrets.HOME, "read a file in an admin's home", "cat /home/*/it-secret")
            .may(ADMIN, ROOT),
        prints(Secrets.ROOTS, "read a file in root's home", "cat /root/it-secret").may(ROOT),
        prints(Secrets.TMP, "read all users' file in /tmp", "cat /tmp/it-secret")
            .may(LOGIN, ADMIN, STRANGER, ROOT),
        prints(Secrets.VAR_TMP, "read all users' file in /var/tmp", "cat /var/tmp/it-secret")
            .may(LOGIN, ADMIN, STRANGER, ROOT),
        prints(Secrets.SHM, "read all users' file in /dev/shm", "cat /dev/shm/it-secret")
            .may(WEB, LOGIN, ADMIN, STRANGER, ROOT),
        // Nothing in the unit takes /mnt away: it was never given.
        prints(Secrets.MNT, "read all users' file in /mnt", "cat /mnt/it-secret")
            .may(WEB, LOGIN, ADMIN, STRANGER, ROOT),
        prints("root:", "read the passwords' hashes", "cat /etc/shadow").may(ROOT),
        prints(
                "MESSAGE",
                "read the journal of the system",
                "grep -acl . $(find /var/log/journal /run/log/journal -name system.journal) && echo MESSAGE")
            .may(ROOT),
        prints(
                "MESSAGE",
                "read the journal of the servers",
                "grep -acl . $(find /var/log/journal /run/log/journal -path '*left4me*' -name '*.journal') && echo MESSAGE")
            .may(WEB, LOGIN, ADMIN, ROOT));
  }

  private static List<Attempt> instances() {
    return List.of(
        prints(
                Cast.OTHER + "/merged",
                "see in the table of mounts which instances are up",
                "cat /proc/self/mountinfo")
            .may(WEB, LOGIN, ADMIN, STRANGER, ROOT),
        prints(
                "left4me-server@" + Cast.OTHER,
                "see in the control groups which servers are up",
                "find /sys/fs/cgroup -name 'left4me-server@*'")
            .may(WEB, LOGIN, ADMIN, STRANGER, ROOT),
        // Without the files of /sys as well, which a drop-in may open.
        prints(".slice", "learn where in the host's control groups it is", "cat /proc/self/cgroup")
            .may(WEB, LOGIN, ADMIN, STRANGER, ROOT),
        prints(Cast.OTHER, "list the instances", "ls " + SETTINGS).may(WEB, LOGIN, ROOT),
        prints(Cast.OTHER, "list the runtime folders", "ls " + LEFT4ME + "runtime")
            .may(WEB, LOGIN, ROOT),
        prints(
                Secrets.ARGUMENT,
                "read another's instance.env",
                "cat " + SETTINGS + Cast.OTHER + "/instance.env")
            .may(WEB, LOGIN, ROOT),
        prints(
                Secrets.ARGUMENT,
                "read another's spec.yaml",
                "cat " + SETTINGS + Cast.OTHER + "/spec.yaml")
            .may(WEB, LOGIN, ROOT),
        prints(Secrets.MERGED, "read another's merged tree", "cat " + OTHER + "/merged/it-secret")
            .may(WEB, LOGIN, ROOT),
        prints(Secrets.MERGED, "read another's upper layer", "cat " + OTHER + "/upper/it-secret")
            .may(WEB, LOGIN, ROOT),
        prints(
                Secrets.MERGED,
                "find another's file anywhere in the file system",
                "find /var/lib /run /tmp /home /srv /opt -name it-secret -exec cat {} +")
            .may(WEB, LOGIN, ROOT),
        writes(OTHER + "/merged/it-written", "write to another's merged tree")
            .may(WEB, LOGIN, ROOT),
        writes(OTHER + "/upper/it-written", "write to another's upper layer").may(WEB, LOGIN, ROOT),
        writes(OTHER + "/work/it-written", "write to another's work folder").may(WEB, LOGIN, ROOT),
        writes(SETTINGS + Cast.OTHER + "/it-written", "write to another's settings")
            .may(WEB, LOGIN, ROOT),
        writes(SETTINGS + "it-written", "make an instance").may(WEB, LOGIN, ROOT),
        writes(LEFT4ME + "installation/it-written", "write to the shared installation")
            .may(WEB, LOGIN, ROOT),
        writes(LEFT4ME + "overlays/it-written", "write to the shared overlays")
            .may(WEB, LOGIN, ROOT));
  }

  private static List<Attempt> own() {
    return List.of(
        writes(OWN + "/merged/it-written", "write to the server's own tree")
            .may(SERVER, WEB, LOGIN, ROOT),
        prints(
                "L4D2_PORT=27171",
                "read the server's own instance.env",
                "cat " + SETTINGS + Cast.OWN + "/instance.env")
            .may(SERVER, WEB, LOGIN, ROOT),
        prints(
                "WRITABLE",
                "open the server's own instance.env to write",
                "( : >> " + SETTINGS + Cast.OWN + "/instance.env ) && echo WRITABLE")
            .may(WEB, LOGIN, ROOT),
        prints(
                "port: 27171",
                "read the server's own spec.yaml",
                "cat " + SETTINGS + Cast.OWN + "/spec.yaml")
            .may(WEB, LOGIN, ROOT),
        writes(OWN + "/upper/it-written", "write to the server's own upper layer, past the overlay")
            .may(WEB, LOGIN, ROOT),
        writes(OWN + "/it-written", "write beside the server's own tree").may(WEB, LOGIN, ROOT),
        writes(SETTINGS + Cast.OWN + "/it-written", "write to the server's own settings")
            .may(WEB, LOGIN, ROOT));
  }

  private static List<Attempt> system() {
    return List.of(
        writes("/usr/it-written", "write to /usr").may(ROOT),
        writes("/etc/it-written", "write to /etc").may(ROOT),
        writes("/etc/left4me/it-written", "write to /etc/left4me").may(ROOT),
        writes("/etc/systemd/system/it-written.service", "write a unit").may(ROOT),
        writes("/run/systemd/system/it-written.service", "write a unit of this boot").may(ROOT),
        writes("/etc/polkit-1/rules.d/it-written.rules", "write a rule of polkit's").may(ROOT),
        writes("/var/it-written", "write to /var").may(ROOT),
        writes("/run/it-written", "write to /run").may(ROOT),
        writes("/var/cache/left4me/it-written", "write to the helper's cache").may(ROOT),
        writes("/tmp/it-written", "write to the host's /tmp").may(LOGIN, ADMIN, STRANGER, ROOT),
        writes("/dev/shm/it-written", "write to the host's /dev/shm")
            .may(WEB, LOGIN, ADMIN, STRANGER, ROOT),
        writes("/dev/it-written", "write to the host's /dev").may(ROOT),
        prints(
                "WROTE",
                "write to /proc/sys",
                "f=/proc/sys/net/ipv4/ip_forward; v=$(cat $f); echo $v > $f && echo WROTE")
            .may(ROOT),
        prints(
            "WROTE",
            "set where the kernel dumps cores",
            "echo it > /proc/sys/kernel/core_pattern && echo WROTE"),
        prints(
            "WROTE",
            "ask the kernel by /proc/sysrq-trigger",
            "echo h > /proc/sysrq-trigger && echo WROTE"),
        prints("lo", "see the host's network interfaces in /sys", "ls /sys/class/net")
            .may(WEB, LOGIN, ADMIN, STRANGER, ROOT),
        prints("WROTE", "write to /sys", "echo 0 > /sys/kernel/profiling && echo WROTE"),
        prints(
                "MADE",
                "make a control group at the top",
                "mkdir /sys/fs/cgroup/it-written && echo MADE")
            .may(ROOT)
            .undoneBy("rmdir /sys/fs/cgroup/it-written 2>/dev/null || true"),
        prints(
            "MOVED",
            "leave one's control group",
            "echo $$ > /sys/fs/cgroup/cgroup.procs && echo MOVED"));
  }

  /** Leaves a file there, as the host sees it, and not only as the role does. */
  private static Attempt writes(String file, String name) {
    return Attempt.of(name, "echo it > " + file, answer -> Files.exists(Path.of(file)))
        .undoneBy("rm -f " + file);
  }
}
