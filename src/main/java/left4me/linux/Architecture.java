package left4me.linux;

/**
 * The processor architectures whose kernel interface is known here.
 *
 * <p>x86-64 has system call numbers of its own; arm64 uses those of {@code asm-generic/unistd.h}
 * but has an {@code O_DIRECTORY} and an {@code O_NOFOLLOW} of its own ({@code
 * arch/arm64/include/uapi/asm/fcntl.h}). A number that is wrong is another call, made as root: what
 * is not in this list is refused, not guessed.
 */
enum Architecture {
  X86_64(0200000, 0400000),
  AARCH64(040000, 0100000);

  /** O_DIRECTORY: fail unless it is a directory. */
  final int openDirectory;

  /** O_NOFOLLOW: fail if it is a symbolic link. */
  final int openNoFollow;

  Architecture(int openDirectory, int openNoFollow) {
    this.openDirectory = openDirectory;
    this.openNoFollow = openNoFollow;
  }

  /** The one that this program runs on. */
  static final Architecture CURRENT = named(System.getProperty("os.arch", ""));

  private static Architecture named(String name) {
    return switch (name) {
      case "amd64" -> X86_64;
      case "aarch64" -> AARCH64;
      default ->
          throw new UnsupportedOperationException(
              "the system call numbers of this architecture are not known here: " + name);
    };
  }
}
