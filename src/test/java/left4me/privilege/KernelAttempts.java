package left4me.privilege;

import static left4me.privilege.Attempt.prints;
import static left4me.privilege.Role.ADMIN;
import static left4me.privilege.Role.LOGIN;
import static left4me.privilege.Role.ROOT;
import static left4me.privilege.Role.STRANGER;

import java.util.List;
import java.util.stream.Stream;

/** What the kernel may be asked for: other rights, other namespaces, devices, and odd corners. */
final class KernelAttempts {

  private static final Role[] LOGINS = {LOGIN, ADMIN, STRANGER, ROOT};

  private KernelAttempts() {}

  static Stream<Attempt> rows() {
    return Stream.of(rights(), namespaces(), devices(), calls(), tools(), rootsShare())
        .flatMap(List::stream);
  }

  private static List<Attempt> rights() {
    String copy =
        "cp /usr/bin/id $d/it-id && chmod 4755 $d/it-id && stat -c mode=%a $d/it-id; rm -f $d/it-id";
    return List.of(
        prints(
                "euid=0",
                "become root by a setuid program",
                "echo euid=$(" + Cast.PLACE + "/it-id -u)")
            .may(LOGINS),
        prints("uid=0", "become root by su", "su -c id < /dev/null").may(ROOT),
        prints(
                "mode=4755",
                "make a setuid program",
                "d=/var/lib/left4me/runtime/it-own/merged; [ -w $d ] || d=/tmp; " + copy)
            .may(LOGINS),
        prints("uid=0", "become root by setuid(2)", "perl -e '$< = $> = 0; print qq(uid=$<)'")
            .may(ROOT),
        prints("CapEff:\t0000000000000000", "have no capability", "cat /proc/self/status")
            .may(Role.WEB, Role.SERVER, LOGIN, ADMIN, STRANGER));
  }

  private static List<Attempt> namespaces() {
    return List.of(
        Syscalls.row("make a user namespace", 272, "0x10000000").may(LOGINS),
        Syscalls.row("make a mount namespace", 272, "0x20000").may(ROOT),
        Syscalls.row("make a network namespace", 272, "0x40000000").may(ROOT),
        Syscalls.row("make a process namespace", 272, "0x20000000").may(ROOT),
        Syscalls.row("make an IPC namespace", 272, "0x8000000").may(ROOT),
        Syscalls.row("make a host name namespace", 272, "0x4000000").may(ROOT),
        Syscalls.row("make a cgroup namespace", 272, "0x2000000").may(ROOT),
        Syscalls.row(
                "enter a namespace", 308, "(open(F, q(<), q(/proc/self/ns/user)), fileno(F))[1], 0")
            .may(LOGINS),
        Syscalls.row("make a user namespace by clone(2)", 56, "0x10000011, 0, 0, 0, 0").may(LOGINS),
        prints(
                "MOUNTED",
                "mount a file system",
                "d=/tmp/it-mount-@ROLE@; mkdir $d; mount -t tmpfs it $d && echo MOUNTED && umount $d; rmdir $d")
            .may(ROOT),
        prints(
                "MOUNTED",
                "mount in namespaces of one's own",
                "unshare --user --map-root-user --mount mount -t tmpfs it /mnt && echo MOUNTED")
            .may(LOGINS),
        Syscalls.row("open a file system to mount", 430, "my $t = \"tmpfs\", 0").may(ROOT),
        Syscalls.row("copy a mount", 428, "-100, my $t = \"/tmp\", 1").may(ROOT),
        Syscalls.row("change the root folder", 161, "my $t = \"/\"").may(ROOT),
        Syscalls.row("pivot the root folder", 155, "my $t = \"/tmp\", my $u = \"/tmp\"").may(ROOT));
  }

  private static List<Attempt> devices() {
    return List.of(
        prints(
            "OPENED",
            "open a device of memory or disks",
            "for f in /dev/mem /dev/kmem /dev/port /dev/vda /dev/sda /dev/loop-control /dev/mapper/control; do ( : < $f ) && echo OPENED; done"),
        prints("OPENED", "open the kernel's log", "( : < /dev/kmsg ) && echo OPENED"),
        prints(
            "MADE",
            "make a device",
            "d=/var/lib/left4me/runtime/it-own/merged; [ -w $d ] || d=/tmp; mknod $d/it-dev b 254 0 && echo MADE; rm -f $d/it-dev"),
        prints(
                "SEEN",
                "see more than the harmless devices",
                "find /dev -type c -o -type b | grep -vE '^/dev/(null|zero|full|u?random|tty|ptmx|pts/.*)$' && echo SEEN")
            .may(LOGIN, ADMIN, STRANGER));
  }

  private static List<Attempt> calls() {
    return List.of(
        Syscalls.row("io_uring", 425, "1, my $p = \"\\0\" x 120").may(LOGINS),
        Syscalls.row("load a program into the kernel", 321, "5, my $p = \"\\0\" x 120, 120")
            .may(ROOT),
        Syscalls.row("load a module", 175, "my $p = \"it\", 2, my $q = \"\""),
        Syscalls.row("remove a module", 176, "my $p = \"it\", 0"),
        Syscalls.row("load another kernel", 246, "0, 0, 0, 0"),
        Syscalls.row("reboot", 169, "0, 0, 0, 0"),
        Syscalls.row("set the clock", 164, "0, my $p = \"\\0\" x 8"),
        Syscalls.row("swap", 167, "my $p = \"/it\", 0"),
        Syscalls.row("write accounts of processes", 163, "my $p = \"/it\""),
        Syscalls.row("talk to I/O ports", 172, "3"),
        Syscalls.row(
            "open a file by its handle", 304, "-100, my $p = pack(q(ii), 8, 1) . \"\\0\" x 8, 0"),
        Syscalls.row("read the kernel's log", 103, "3, my $p = \"\\0\" x 120, 100"),
        // Of each group of such calls one. ENOSYS: a program then does without, where EPERM might
        // end it.
        prints(
                "LACKING",
                "take a forbidden call for one that the kernel lacks",
                "perl -e 'for (323, 190, 191, 71, 206, 278, 306, 106) { exit if syscall($_, -1, -1, -1, -1, -1) >= 0 || $! != 38 } print \"LACKING\"'")
            .may(Role.SERVER),
        prints(
            "named it-name",
            "change the host's name",
            "perl -e '$n=\"it-name\"; syscall(170, $n, 7)'; echo named $(hostname)"),
        prints(
                "lock=1",
                "turn off the randomness of addresses",
                "perl -e 'print \"lock=\", syscall(135, 0x40000) >= 0 ? 1 : 0'")
            .may(LOGINS),
        // Where EPERM is what a program expects, and what it goes on after.
        prints("RAN", "run after others", "nice -n 5 echo RAN").may(Role.values()),
        prints(
                "COPIED",
                "copy what is of another owner",
                "d=/var/lib/left4me/runtime/it-own/merged; [ -w $d ] || d=/tmp; cp -p /etc/hostname $d/it-copy-@ROLE@ && echo COPIED; rm -f $d/it-copy-@ROLE@")
            .may(Role.values()),
        prints(
                "HANDLED",
                "move, copy, change and list files",
                "d=/var/lib/left4me/runtime/it-own/merged; [ -w $d ] || d=~; t=/tmp/it-file-@ROLE@; f=$d/it-file-@ROLE@; echo it > $t; said=$({ mv $t $f && cp -a $f $t && install -m 600 $f $t && sed -i s/it/that/ $f && ls -l $f $t; } 2>&1) && case $said in *ot\\ impl* | *ot\\ supp*) ;; *) echo HANDLED ;; esac; rm -f $f $t")
            .may(Role.values()),
        // The web tier is not to run any.
        I386Calls.semaphores("have semaphores as a 32-bit program")
            .may(Role.SERVER, LOGIN, ADMIN, STRANGER, ROOT),
        I386Calls.sharedMemory("have shared memory as a 32-bit program")
            .may(Role.SERVER, LOGIN, ADMIN, STRANGER, ROOT),
        I386Calls.messages("have a queue of messages as a 32-bit program").may(LOGINS),
        prints("nice=-15", "run before all others", "nice -n -15 sh -c 'echo nice=$(nice)'"),
        prints(
            "SCHED_FIFO",
            "run as a real-time process",
            "chrt -f 10 chrt -p $$ ; chrt -f 10 sh -c 'chrt -p $$'"),
        prints(
                "SHARED",
                "attach the host's shared memory",
                "perl -e 'print \"SHARED\" if defined shmget(0x17171717, 0, 0)'")
            .may(LOGINS));
  }

  /**
   * Permitted to others, and what an attack on the kernel is made with, or nothing a game server
   * asks for. Keys are not among them, as the lab's container has those calls forbidden to all that
   * its systemd starts.
   */
  private static List<Attempt> tools() {
    return Stream.of(
            Syscalls.row("answer one's own page faults", 323, "1"),
            Syscalls.row("read a process's memory", 310, "$$, 0, 0, 0, 0, 0"),
            Syscalls.row("write a process's memory", 311, "$$, 0, 0, 0, 0, 0"),
            Syscalls.row(
                "take a file's handle",
                303,
                "-100, my $p = \"/tmp\", my $h = pack(q(i), 128) . \"\\0\" x 132, my $m = \"\\0\" x 4, 0"),
            Syscalls.row("have one's own table of files", 272, "0x400"),
            Syscalls.row(
                "set an attribute of a file",
                190,
                "(open(F, q(+>), undef), fileno(F))[1], my $n = \"user.it\", my $v = \"it\", 2, 0"),
            Syscalls.row(
                "read an attribute of a file",
                191,
                "my $p = \"/tmp\", my $n = \"user.it\", my $v = \"\\0\" x 8, 8"),
            prints(
                "MADE",
                "have a queue of messages",
                "perl -e '$q = syscall(68, 0, 0600); if ($q >= 0) { print q(MADE); syscall(71, $q, 0, 0) }'"),
            Syscalls.row("ask for asynchronous input", 206, "1, my $p = \"\\0\" x 8"),
            prints(
                "SPLICED",
                "give a file's pages to a pipe",
                "perl -e 'open F, q(<), q(/etc/passwd); pipe R, W; print q(SPLICED) if syscall(275, fileno F, 0, fileno W, 0, 1, 0) > 0'"),
            Syscalls.row("write out a file system", 306, "0"),
            Syscalls.row("set one's group", 106, "$( + 0"))
        .map(row -> row.may(Role.WEB, LOGIN, ADMIN, STRANGER, ROOT))
        .toList();
  }

  /** What a user namespace takes from its maker, who is root: all that he has for his own. */
  private static List<Attempt> rootsShare() {
    return Stream.of(
            prints(
                "INSTANCE",
                "watch files by inotify",
                "perl -e 'print \"INSTANCE\" if syscall(294, 0) >= 0'"),
            prints(
                "INSTANCE",
                "watch files by inotify as old programs do",
                "perl -e 'print \"INSTANCE\" if syscall(253) >= 0'"),
            prints(
                "TIMERS",
                "have a thousand timers",
                "perl -e '$n++ while $n < 1000 && syscall(222, 1, 0, my $t = \"\\0\" x 8) >= 0; print \"TIMERS\" if $n == 1000'"),
            prints(
                "QUEUE",
                "have a message queue",
                "perl -e '$q = \"it-@ROLE@\"; if (syscall(240, $q, 66, 384, 0) >= 0) { print \"QUEUE\"; syscall(241, $q) }'"))
        .map(row -> row.may(Role.WEB, LOGIN, ADMIN, STRANGER, ROOT))
        .toList();
  }
}
