package left4me.overlay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import left4me.instance.MountTable;
import left4me.instance.MountTable.Mount;
import left4me.linux.Descriptor;
import left4me.linux.OpenHow;
import left4me.overlay.InstanceFixture.Outcome;

/** The helper as it is installed, and roots for it that may be mounted in. For the lab, as root. */
final class InstalledHelper {

  private static final String PROGRAM = "/usr/libexec/left4me/left4me-overlay";

  /** The one folder in the lab that is not on an overlay, on which the kernel takes no upper. */
  private static final Path REAL_FILE_SYSTEM = Path.of("/var/lib/left4me");

  private InstalledHelper() {}

  /** A new instance that {@link #remove} has to remove. */
  static InstanceFixture instance() throws IOException {
    return InstanceFixture.in(Files.createTempDirectory(REAL_FILE_SYSTEM, ".it-"));
  }

  /** A new instance, mounted in one way only. */
  static InstanceFixture instance(MountWay way) throws IOException {
    InstanceFixture instance = instance();
    instance.force(way);
    return instance;
  }

  /** The way, if this kernel knows it. One that does not has no test of it. */
  static MountWay known(MountWay way) throws IOException {
    try (Descriptor folder =
        Descriptor.openAbsolute(REAL_FILE_SYSTEM.toString(), OpenHow.FOLDER_ANYWHERE)) {
      MountWay best = MountWay.probe(folder);
      assumeThat(way)
          .as("this kernel knows no better way than " + best)
          .isGreaterThanOrEqualTo(best);
      return way;
    }
  }

  /** Unmounts what is left and removes the root. */
  static void remove(InstanceFixture instance) throws IOException {
    List<Mount> mounts = mountsIn(instance);
    for (Mount mount : mounts.reversed()) {
      InstanceFixture.command("umount", mount.mountPoint());
    }
    instance.remove("");
  }

  /** What is mounted in a root, in order. */
  static List<Mount> mountsIn(InstanceFixture instance) throws IOException {
    return MountTable.ofThisProcess().atOrBelow(instance.root());
  }

  /** Runs it. */
  static Outcome run(InstanceFixture instance, String... args) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(PROGRAM, args[0], args[1]);
    builder.environment().putAll(instance.environment());
    return run(builder);
  }

  /** Runs it in surroundings of the caller's. */
  static Outcome run(ProcessBuilder builder) throws IOException {
    Path out = Files.createTempFile("left4me", "out");
    Path err = Files.createTempFile("left4me", "err");
    try {
      int status =
          builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
      return new Outcome(
          status, Files.readString(out, ISO_8859_1), Files.readString(err, ISO_8859_1));
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
