package left4me.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What happens inside a process: the {@code *Benchmark} classes of the tests, by JMH. */
final class JmhMeasurement implements Measurement {

  /** Spares the reader a warning about JMH, as src/lab/bench does for this process. */
  private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

  @Override
  public void run(Scale scale, Results results) throws Exception {
    for (RunResult run : new Runner(options(scale)).run()) {
      results.add(
          new Row(
              "in process: " + name(run.getParams()),
              run.getParams().getBenchmark(),
              "µs",
              samples(run),
              null,
              null));
    }
  }

  private static Options options(Scale scale) {
    return new OptionsBuilder()
        .include("left4me\\..*Benchmark")
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.MICROSECONDS)
        .forks(1)
        .warmupIterations(scale.quick() ? 1 : 3)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(scale.quick() ? 1 : 5)
        .measurementTime(TimeValue.seconds(1))
        .shouldFailOnError(true)
        .jvmArgsAppend("--enable-native-access=ALL-UNNAMED", UNSAFE)
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  private static String name(BenchmarkParams params) {
    StringBuilder name = new StringBuilder(params.getBenchmark());
    name.delete(0, name.lastIndexOf(".") + 1);
    for (String key : params.getParamsKeys()) {
      name.append(", ").append(params.getParam(key)).append(' ').append(key);
    }
    return name.toString();
  }

  private static Samples samples(RunResult run) {
    List<Double> scores = new ArrayList<>();
    for (BenchmarkResult fork : run.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        scores.add(iteration.getPrimaryResult().getScore());
      }
    }
    return new Samples(scores);
  }
}
