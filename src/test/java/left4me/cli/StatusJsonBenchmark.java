package left4me.cli;

import java.util.List;
import java.util.stream.IntStream;
import left4me.host.InstanceStatus;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What {@code l4d2ctl list --json} makes of the statuses of many instances. */
@State(Scope.Benchmark)
public class StatusJsonBenchmark {

  private static final int INSTANCES = 1000;

  private final List<InstanceStatus> statuses =
      IntStream.range(0, INSTANCES).mapToObj(i -> Samples.running("server-" + i)).toList();

  /** All of them, as text. */
  @Benchmark
  public String printThousandStatuses() {
    return StatusJson.array(statuses);
  }
}
