package left4me.linux;

import java.util.Locale;

/**
 * The system calls made here, with their numbers: first that of {@code asm-generic/unistd.h}, as on
 * arm64, then that of {@code asm/unistd_64.h} on x86-64. Calls from Linux 5.1 on have one number
 * everywhere.
 */
enum SystemCall {
  SETXATTR(5, 188),
  GETXATTR(8, 191),
  LISTXATTR(11, 194),
  LLISTXATTR(12, 195),
  FCNTL(25, 72),
  FLOCK(32, 73),
  MKDIRAT(34, 258),
  UNLINKAT(35, 263),
  UMOUNT2(39, 166),
  MOUNT(40, 165),
  FCHDIR(50, 81),
  CLOSE(57, 3),
  GETDENTS64(61, 217),
  READ(63, 0),
  WRITE(64, 1),
  PPOLL(73, 271),
  READLINKAT(78, 267),
  FSYNC(82, 74),
  EXIT_GROUP(94, 231),
  UNSHARE(97, 272),
  SETFSUID(151, 122),
  SETFSGID(152, 123),
  SETGROUPS(159, 116),
  /** Linux 2.6.39. */
  SYNCFS(267, 306),
  SETNS(268, 308),
  /** Linux 3.15. */
  RENAMEAT2(276, 316),
  /** Linux 4.11. */
  STATX(291, 332),
  /** Linux 5.2, as the other four of the mount API. */
  OPEN_TREE(428),
  MOVE_MOUNT(429),
  FSOPEN(430),
  FSCONFIG(431),
  FSMOUNT(432),
  /** Linux 5.9. */
  CLOSE_RANGE(436),
  /** Linux 5.6. */
  OPENAT2(437),
  /** Linux 5.12. */
  MOUNT_SETATTR(442);

  /** What the kernel knows this call by, on this architecture. */
  final long number;

  SystemCall(int everywhere) {
    this(everywhere, everywhere);
  }

  SystemCall(int generic, int x86) {
    this.number =
        switch (Architecture.CURRENT) {
          case X86_64 -> x86;
          case AARCH64 -> generic;
        };
  }

  /** The name as in the manual. */
  String manualName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
