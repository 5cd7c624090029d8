package left4me.overlay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A mount by the helper in a Java that has long been up, checks and all. For the lab, as root. */
@State(Scope.Benchmark)
public class MountBenchmark {

  /** How many layers the instance has. */
  @Param({"5", "500"})
  public int layers;

  @SuppressWarnings("NullAway.Init") // JMH calls what is marked as set-up first.
  private InstanceFixture instance;

  /** Makes the instance. */
  @Setup
  public void initialize() throws IOException {
    instance = InstalledHelper.instance();
    List<Path> paths = new ArrayList<>();
    for (int i = 1; i < layers; i++) {
      paths.add(Files.createDirectory(instance.at("overlays/" + i)));
    }
    paths.add(instance.at("installation"));
    instance.lowerdirs(paths.toArray());
  }

  /** Mounts it. */
  @Benchmark
  public void mount() throws IOException {
    instance.run("mount", InstanceFixture.NAME).assertDone();
  }

  /** Unmounts it, so that it can be mounted again. */
  @TearDown(Level.Invocation)
  public void umount() throws IOException {
    instance.run("umount", InstanceFixture.NAME).assertDone();
  }

  /** Removes it. */
  @TearDown
  public void remove() throws IOException {
    InstalledHelper.remove(instance);
  }
}
