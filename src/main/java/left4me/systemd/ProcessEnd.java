package left4me.systemd;

/**
 * How a process ended, in the terms of {@code waitid(2)}.
 *
 * @param code why: {@link #EXITED}, {@link #KILLED}, {@link #DUMPED}, or another {@code CLD_}
 *     number
 * @param status the exit status, or for a killed process the signal
 */
public record ProcessEnd(int code, int status) {

  /** {@code CLD_EXITED}: it ended by itself. */
  public static final int EXITED = 1;

  /** {@code EXIT_CHDIR} is the first. */
  private static final int FIRST_OF_SYSTEMD = 200;

  /** {@code EXIT_BPF} was the last in systemd 257; the init scripts' standard leaves room. */
  private static final int LAST_OF_SYSTEMD = 254;

  /** {@code CLD_KILLED}: a signal ended it. */
  public static final int KILLED = 2;

  /** {@code CLD_DUMPED}: a signal ended it, and it left a core. */
  public static final int DUMPED = 3;

  /**
   * Whether a step of systemd's own failed, before the program: systemd.exec(5), "Process Exit
   * Codes". A program may use these numbers, too, and is not to.
   */
  public boolean isOfSystemd() {
    return code == EXITED && status >= FIRST_OF_SYSTEMD && status <= LAST_OF_SYSTEMD;
  }

  /** Whether it ended by itself with status 0. */
  public boolean isSuccess() {
    return code == EXITED && status == 0;
  }

  /** In words, such as {@code exited with status 1}. */
  @Override
  public String toString() {
    return switch (code) {
      case EXITED ->
          "exited with status "
              + status
              + (isOfSystemd()
                  ? ", a step of systemd's own before the program (its number is in systemd.exec(5))"
                  : "");
      case KILLED -> "was killed by signal " + status;
      case DUMPED -> "was killed by signal " + status + " and dumped core";
      default -> "ended with code " + code + " and status " + status;
    };
  }
}
