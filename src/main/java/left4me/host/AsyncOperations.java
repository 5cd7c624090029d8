package left4me.host;

import java.util.concurrent.CompletableFuture;
import left4me.instance.InstanceName;

/**
 * The operations that take a while, as futures. Of a {@link Left4meHost}: {@link
 * Left4meHost#async}. Thread-safe.
 *
 * <p>Each runs on a virtual thread of its own. A future completes exceptionally with the {@link
 * HostException} that the method of the same name throws. Whoever completes it first, by {@code
 * cancel} or {@code orTimeout}, interrupts the operation, which then withdraws its job from systemd
 * as {@link Left4meHost} tells; the future itself does not wait for that.
 *
 * {@snippet class="left4me.example.Snippets" region="futures"}
 */
public final class AsyncOperations {

  private final Left4meHost host;

  AsyncOperations(Left4meHost host) {
    this.host = host;
  }

  /** See {@link Left4meHost#initialize}. */
  public CompletableFuture<Outcome> initialize(
      InstanceName name, Blueprint blueprint, StepListener listener) {
    return run("initialize", name, () -> host.initialize(name, blueprint, listener));
  }

  /** See {@link Left4meHost#start}. */
  public CompletableFuture<Outcome> start(InstanceName name, StepListener listener) {
    return run("start", name, () -> host.start(name, listener));
  }

  /** See {@link Left4meHost#stop}. */
  public CompletableFuture<Outcome> stop(InstanceName name, StepListener listener) {
    return run("stop", name, () -> host.stop(name, listener));
  }

  /** See {@link Left4meHost#restart}. */
  public CompletableFuture<Outcome> restart(InstanceName name, StepListener listener) {
    return run("restart", name, () -> host.restart(name, listener));
  }

  /** See {@link Left4meHost#reset}. */
  public CompletableFuture<Outcome> reset(InstanceName name, StepListener listener) {
    return run("reset", name, () -> host.reset(name, listener));
  }

  /** See {@link Left4meHost#delete}. */
  public CompletableFuture<Outcome> delete(InstanceName name, StepListener listener) {
    return run("delete", name, () -> host.delete(name, listener));
  }

  private interface Operation {
    Outcome run() throws HostException, InterruptedException;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // It ends as the interrupt does, and nobody waits.
  private static CompletableFuture<Outcome> run(
      String verb, InstanceName name, Operation operation) {
    CompletableFuture<Outcome> future = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .name("left4me-" + verb + "-" + name)
            .start(
                () -> {
                  try {
                    future.complete(operation.run());
                  } catch (Throwable failure) { // Whatever it was, somebody waits to hear of it.
                    future.completeExceptionally(failure);
                  }
                });
    future.whenComplete(
        (outcome, failure) -> {
          // Its own end is none of that; whoever depends on the future may run right here next.
          if (!Thread.currentThread().equals(thread)) {
            thread.interrupt();
          }
        });
    return future;
  }
}
