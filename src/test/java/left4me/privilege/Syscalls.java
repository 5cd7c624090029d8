package left4me.privilege;

/** Attempts by a single system call, of x86-64, by its number. */
final class Syscalls {

  private Syscalls() {}

  /**
   * Worked, if the kernel refuses it for no want of rights: not by EPERM, EACCES, ENOSYS or ESRCH.
   */
  static Attempt row(String name, int number, String arguments) {
    return Attempt.prints(
        "PASSED",
        name,
        "perl -e '$r = syscall(%s%s); print $r >= 0 || $! !~ /^(Oper.*not perm|Perm|Function not impl|No such proc|Bad file desc)/ ? \"PASSED\" : \"no: \", \" $!\"'"
            .formatted(number, arguments.isEmpty() ? "" : ", " + arguments));
  }
}
