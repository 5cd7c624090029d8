package left4me.bench;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same for several at once, each on a virtual thread. */
final class AtOnce {

  private AtOnce() {}

  /** What is done to each of them. */
  interface Deed<T> {
    void on(T each) throws Exception;
  }

  /** Returns when the last is done. */
  static <T> void each(List<T> all, Deed<T> deed) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> tasks =
          all.stream()
              .<Callable<Boolean>>map(
                  each ->
                      () -> {
                        deed.on(each);
                        return true;
                      })
              .toList();
      for (Future<Boolean> done : threads.invokeAll(tasks)) {
        done.get();
      }
    }
  }
}
