package left4me.overlay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import left4me.linux.Descriptor;
import left4me.linux.OpenHow;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The search of a large upper layer in a Java that has long been up. For the lab, as root. */
@State(Scope.Benchmark)
public class TaintScanBenchmark {

  private static final int FOLDERS = 100;
  private static final int FILES_IN_EACH = 1000;

  @SuppressWarnings("NullAway.Init") // JMH calls what is marked as set-up first.
  private InstanceFixture instance;

  /** Fills it. */
  @Setup
  public void fill() throws IOException {
    instance = InstalledHelper.instance();
    for (int i = 0; i < FOLDERS; i++) {
      Path folder = Files.createDirectory(instance.at("runtime/alpha/upper/" + i));
      for (int j = 0; j < FILES_IN_EACH; j++) {
        Files.createFile(folder.resolve("file-" + j));
      }
    }
  }

  /** Looks through it. */
  @Benchmark
  public void scanHundredThousandFiles() throws Exception {
    try (Descriptor upper =
        Descriptor.openAbsolute(
            instance.at("runtime/alpha/upper").toString(), OpenHow.FOLDER_ANYWHERE)) {
      TaintScan.check(upper);
    }
  }

  /** Removes it. */
  @TearDown
  public void remove() throws IOException {
    InstalledHelper.remove(instance);
  }
}
