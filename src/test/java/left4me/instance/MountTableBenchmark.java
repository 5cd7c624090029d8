package left4me.instance;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading the mount table of a host with many servers, which every status needs once. */
@State(Scope.Benchmark)
public class MountTableBenchmark {

  private static final int MOUNTS = 1000;

  private final String mountinfo =
      IntStream.range(0, MOUNTS).mapToObj(MountTableBenchmark::line).collect(Collectors.joining());

  private static String line(int i) {
    String tree = "/var/lib/left4me/runtime/server-" + i;
    return i
        + 100
        + " 28 0:"
        + i
        + " / "
        + tree
        + "/merged rw,nosuid,nodev,relatime shared:"
        + i
        + " - overlay overlay rw,lowerdir=/var/lib/left4me/overlays/maps"
        + ":/var/lib/left4me/installation,upperdir="
        + tree
        + "/upper,workdir="
        + tree
        + "/work,index=off,metacopy=off\n";
  }

  /** All of it, as a list. */
  @Benchmark
  public MountTable parseThousandMounts() {
    return MountTable.parse(mountinfo);
  }
}
