package left4me.overlay;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import left4me.instance.InstanceName;
import left4me.linux.DescriptorTable;
import left4me.linux.ProcessEnd;
import org.jspecify.annotations.Nullable;

/**
 * {@code left4me-overlay mount|umount NAME}: the only code of this project that runs as root, but
 * for the migration that a host may need once.
 *
 * <p>Exit status 0: done, or nothing to do; a note on standard error says what the server will not
 * be able to do. 1: refused, with one line on standard error that says what and where. 2: wrong
 * usage.
 */
public final class OverlayMain {

  private static final String USAGE = "usage: left4me-overlay mount|umount NAME";
  private static final int LONGEST_SHOWN = 80;

  private final Map<String, String> environment;
  private final OutputStream out;
  private final OutputStream err;

  /**
   * @param environment where the settings are: {@code LEFT4ME_ROOT}, and for tests {@code
   *     LEFT4ME_OVERLAY_PRINT_ONLY} and {@code LEFT4ME_OVERLAY_WAY}
   * @param out standard output
   * @param err standard error
   */
  OverlayMain(Map<String, String> environment, OutputStream out, OutputStream err) {
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the program.
   *
   * @param args the verb and the name
   * @throws IOException if there is no standard output or error to write to
   */
  public static void main(String[] args) throws IOException {
    int status;
    try (OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err)) {
      status = new OverlayMain(System.getenv(), out, err).runAlone(args);
    }
    ProcessEnd.now(status);
  }

  /** As {@link #run(String...)}, in a process that is there for nothing else. */
  int runAlone(String... args) throws IOException {
    try {
      DescriptorTable.own();
    } catch (RuntimeException | Error e) {
      return refuse("internal error: " + Fault.describe(e));
    }
    return run(args);
  }

  /**
   * Runs the program.
   *
   * @param args the verb and the name
   * @return the exit status
   * @throws IOException if standard output or error cannot be written to
   */
  int run(String... args) throws IOException {
    if (args.length != 2 || !(args[0].equals("mount") || args[0].equals("umount"))) {
      OneLine.write(err, USAGE);
      return 2;
    }
    try {
      String command = run(args[0].equals("mount"), name(args[1]), RootSetting.of(environment));
      if (command != null) {
        // As it is: what the shell reads of it are its bytes.
        out.write((command + '\n').getBytes(StandardCharsets.ISO_8859_1));
      }
      return 0;
    } catch (Refusal | IOException e) {
      return refuse(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      return refuse("internal error: " + Fault.describe(e));
    }
  }

  private @Nullable String run(boolean mount, InstanceName name, String rootPath)
      throws Refusal, IOException {
    Optional<MountWay> way = way();
    if ("1".equals(environment.get("LEFT4ME_OVERLAY_PRINT_ONLY"))) {
      return mount ? MountVerb.print(rootPath, name) : UmountVerb.print(rootPath, name);
    }
    List<String> notes = new ArrayList<>();
    if (mount) {
      MountVerb.run(rootPath, name, way, notes);
    } else {
      UmountVerb.run(rootPath, name);
    }
    for (String note : notes) {
      OneLine.write(err, "left4me-overlay: note: " + note);
    }
    return null;
  }

  private static InstanceName name(String argument) throws Refusal {
    if (!InstanceName.isValid(argument)) {
      String shown =
          argument.length() > LONGEST_SHOWN
              ? argument.substring(0, LONGEST_SHOWN) + "..."
              : argument;
      throw new Refusal(
          "'" + shown + "' is not an instance's name, which is " + InstanceName.EXPECTED);
    }
    return new InstanceName(argument);
  }

  private Optional<MountWay> way() throws Refusal {
    String name = environment.get("LEFT4ME_OVERLAY_WAY");
    if (name == null) {
      return Optional.empty();
    }
    Optional<MountWay> way = MountWay.named(name);
    if (way.isEmpty()) {
      throw new Refusal(
          "LEFT4ME_OVERLAY_WAY is none of " + List.of(MountWay.values()) + ": '" + name + "'");
    }
    return way;
  }

  private int refuse(String message) throws IOException {
    OneLine.write(err, "left4me-overlay: " + message);
    return 1;
  }
}
