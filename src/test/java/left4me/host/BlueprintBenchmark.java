package left4me.host;

import left4me.lab.StandIn;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Parsing a blueprint, which a start does if its text is new. */
@State(Scope.Benchmark)
public class BlueprintBenchmark {

  private final String text = StandIn.blueprint(27015);

  /** An ordinary one. */
  @Benchmark
  public Blueprint parseBlueprint() throws BlueprintException {
    return Blueprint.parse(text, "bench.yaml");
  }
}
