package left4me.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A user namespace, for what it maps: {@code user_namespaces(7)}.
 *
 * <p>A process of several threads cannot enter one, so another program does, is asked for its
 * namespace, and ends.
 */
public final class UserNamespace implements AutoCloseable {

  // It says back what it is told, once it is in the namespace, and ends when this process does.
  private static final String[] PROGRAM = {"/usr/bin/unshare", "--user", "--", "/usr/bin/cat"};
  private static final int SIGN = '.';

  private final Descriptor namespace;

  private UserNamespace(Descriptor namespace) {
    this.namespace = namespace;
  }

  /**
   * Makes a namespace that maps one user and one group.
   *
   * @param user the user's number in the namespace
   * @param group the group's number in the namespace
   * @param toUser which user of this process's namespace that is
   * @param toGroup which group
   * @throws IOException if the program does not run, or the kernel refuses
   * @throws IllegalArgumentException if it is root, or root's group, that anybody is to be: a
   *     set-user-ID program of theirs would be root's
   */
  public static UserNamespace mapping(int user, int group, int toUser, int toGroup)
      throws IOException {
    if (toUser == 0 || toGroup == 0) {
      throw new IllegalArgumentException("nobody's files are shown as root's");
    }
    ProcessBuilder builder = new ProcessBuilder(PROGRAM);
    builder.environment().clear();
    Process process = builder.start();
    try (Descriptor proc =
        Descriptor.openAbsolute("/proc/" + process.pid(), OpenHow.FOLDER_ANYWHERE)) {
      // Its answer comes from within the namespace; that it still answers after its folder in /proc
      // was opened says that the folder is its own.
      awaitAnswer(process);
      write(proc, "uid_map", user, toUser);
      write(proc, "gid_map", group, toGroup);
      return new UserNamespace(proc.open("ns/user", OpenHow.NAMESPACE));
    } finally {
      process.destroyForcibly();
    }
  }

  private static void awaitAnswer(Process process) throws IOException {
    process.getOutputStream().write(SIGN);
    process.getOutputStream().flush();
    if (process.getInputStream().read() != SIGN) {
      throw new IOException(String.join(" ", PROGRAM) + " failed: " + errorOf(process));
    }
  }

  private static String errorOf(Process process) throws IOException {
    try (InputStream error = process.getErrorStream()) {
      return new String(error.readAllBytes(), StandardCharsets.ISO_8859_1).strip();
    }
  }

  private static void write(Descriptor proc, String file, int inside, int outside)
      throws LinuxException {
    try (Descriptor map = proc.open(file, OpenHow.PROC_WRITE)) {
      map.write(Integer.toUnsignedString(inside) + " " + Integer.toUnsignedString(outside) + " 1");
    }
  }

  /** The descriptor's number, for a call. */
  int number() {
    return namespace.number();
  }

  @Override
  public void close() {
    namespace.close();
  }
}
