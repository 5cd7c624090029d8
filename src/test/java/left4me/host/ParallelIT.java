package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import left4me.lab.A2s;
import left4me.lab.StandIn;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many instances at once, from one process, on the booted host, as user left4me. */
@Tag("as-left4me")
final class ParallelIT {

  private static final int INSTANCES = 64;

  @Test
  void sixtyFourInstancesInitializeStartAndStopInOneProcessNoneLost() throws Exception {
    StandIn.install();
    try (Left4meHost host =
        Left4meHost.builder().jobLimit(java.time.Duration.ofMinutes(5)).build()) {
      List<LabInstance> instances =
          IntStream.range(0, INSTANCES).mapToObj(i -> new LabInstance(host, "many-" + i)).toList();
      try (AutoCloseable all = () -> each(instances, i -> deleted(instances.get(i)))) {
        assertThat(
                each(
                    instances,
                    i -> {
                      instances.get(i).initialize(StandIn.blueprint(27200 + i));
                      return instances.get(i).start();
                    }))
            .containsOnly(Outcome.DONE);
        assertThat(each(instances, i -> A2s.hostname(27200 + i)))
            .containsExactlyElementsOf(
                IntStream.range(0, INSTANCES).mapToObj(i -> "port " + (27200 + i)).toList());
        assertThat(each(instances, i -> instances.get(i).stop())).containsOnly(Outcome.DONE);
        assertThat(each(instances, i -> instances.get(i).status()))
            .allSatisfy(status -> assertThat(status.mainPid()).isEmpty())
            .allSatisfy(status -> assertThat(status.mounted()).isFalse());
      }
    }
  }

  private static boolean deleted(LabInstance instance) throws Exception {
    instance.close();
    return true;
  }

  private interface Work<T> {
    T on(int index) throws Exception;
  }

  private static <T> List<T> each(List<LabInstance> instances, Work<T> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < instances.size(); i++) {
        int index = i;
        tasks.add(() -> work.on(index));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
