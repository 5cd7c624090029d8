package left4me.systemd;

import java.util.Optional;
import left4me.instance.InstanceName;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The way from an instance to its unit's object path and back, which each signal takes. */
@State(Scope.Benchmark)
public class UnitNameBenchmark {

  private final InstanceName instance = new InstanceName("competitive-server_12");

  /** Escaped, and unescaped again. */
  @Benchmark
  public Optional<UnitName> nameUnitAndBack() {
    return UnitName.ofObjectPath(UnitName.instance("left4me-server", instance).objectPath());
  }
}
