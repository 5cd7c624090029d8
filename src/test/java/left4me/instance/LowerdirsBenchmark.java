package left4me.instance;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading the settings of an instance with as many layers as the kernel stacks. */
@State(Scope.Benchmark)
public class LowerdirsBenchmark {

  private final String env =
      IntStream.range(0, Lowerdirs.LIMIT)
          .mapToObj(i -> "/var/lib/left4me/overlays/campaigns/campaign-" + i)
          .collect(Collectors.joining(":", "L4D2_PORT=27015\n" + Lowerdirs.KEY + "=", "\n"));

  /** The layers, checked. */
  @Benchmark
  public Lowerdirs readFiveHundredLayers() {
    return Lowerdirs.inEnv(env);
  }
}
