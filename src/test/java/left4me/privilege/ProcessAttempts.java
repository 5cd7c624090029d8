package left4me.privilege;

import static left4me.privilege.Attempt.prints;
import static left4me.privilege.Role.ADMIN;
import static left4me.privilege.Role.LOGIN;
import static left4me.privilege.Role.ROOT;
import static left4me.privilege.Role.STRANGER;
import static left4me.privilege.Role.WEB;

import java.util.List;
import java.util.stream.Stream;

/** What one process may do to another: see it, read it, signal it. */
final class ProcessAttempts {

  private ProcessAttempts() {}

  static Stream<Attempt> rows() {
    return Stream.of(seeing(), entering(), signalling()).flatMap(List::stream);
  }

  private static List<Attempt> seeing() {
    return List.of(
        prints(Secrets.ARGUMENT, "read another server's command line", "cat /proc/*/cmdline")
            .may(LOGIN, ADMIN, STRANGER, ROOT),
        prints(Secrets.ENVIRON, "read the web tier's environment", "cat /proc/[0-9]*/environ")
            .may(WEB, LOGIN, ROOT),
        prints("systemd", "see the host's process 1", "cat /proc/1/comm")
            .may(LOGIN, ADMIN, STRANGER, ROOT),
        prints("systemd", "see which program process 1 is", "readlink /proc/1/exe").may(ROOT));
  }

  private static List<Attempt> entering() {
    return List.of(
        prints(
                Secrets.ETC,
                "go through /proc/PID/root of any process",
                "cat /proc/1/root/etc/left4me/secret")
            .may(ROOT),
        prints(
                Secrets.CREDENTIAL,
                "go through /proc/PID/root of the web tier",
                "cat /proc/@WEB@/root/run/credentials/left4me-web.service/it-secret")
            .may(WEB, LOGIN, ROOT),
        prints(
                Secrets.MERGED,
                "go through /proc/PID/cwd of another server",
                "cat /proc/@OTHER@/cwd/it-secret")
            .may(ROOT),
        prints(
                "FDS",
                "list the open files of another server",
                "ls -l /proc/@OTHER@/fd | grep -q socket && echo FDS")
            .may(ROOT),
        prints(
                "FDS",
                "list the open files of the web tier",
                "ls -l /proc/@WEB@/fd | grep -q socket && echo FDS")
            .may(WEB, LOGIN, ROOT),
        prints("OPENED", "open another server's memory", "( : < /proc/@OTHER@/mem ) && echo OPENED")
            .may(ROOT),
        prints("OPENED", "open the web tier's memory", "( : < /proc/@WEB@/mem ) && echo OPENED")
            .may(WEB, LOGIN, ROOT),
        prints(
                "OPENED",
                "open process 1's memory",
                "grep -q systemd /proc/1/comm && ( : < /proc/1/mem ) && echo OPENED")
            .may(ROOT),
        Syscalls.row("trace another server", 101, "0x4206, @OTHER@, 0, 0").may(ROOT),
        Syscalls.row("trace the web tier", 101, "0x4206, @WEB@, 0, 0").may(LOGIN, ROOT),
        Syscalls.row("take another server's descriptor", 438, "syscall(434, @OTHER@, 0), 0, 0")
            .may(ROOT),
        Syscalls.row("join another server's namespaces", 308, "syscall(434, @OTHER@, 0), 0x20000")
            .may(ROOT),
        prints(
                "JOINED",
                "join process 1's mounts by nsenter",
                "nsenter --mount=/proc/1/ns/mnt true && echo JOINED")
            .may(ROOT));
  }

  private static List<Attempt> signalling() {
    return List.of(
        prints("SENT", "signal another server", "kill -URG @OTHER@ && echo SENT")
            .may(WEB, LOGIN, ROOT),
        prints("SENT", "signal the web tier", "kill -URG @WEB@ && echo SENT").may(WEB, LOGIN, ROOT),
        prints(
                "SENT",
                "signal the host's process 1",
                "grep -q systemd /proc/1/comm && kill -URG 1 && echo SENT")
            .may(ROOT),
        prints(
                "SLOWED",
                "change another server's priority",
                "renice -n 15 -p @OTHER@ && echo SLOWED")
            .may(LOGIN, ROOT),
        prints("SET", "set another server's limits", "prlimit --pid @OTHER@ --core=0:0 && echo SET")
            .may(WEB, LOGIN, ROOT));
  }
}
