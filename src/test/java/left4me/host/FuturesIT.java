package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import left4me.instance.InstanceFolders;
import left4me.instance.InstanceName;
import left4me.lab.StandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operations as futures, on the booted host, as user left4me. */
@Timeout(180)
final class FuturesIT extends BootedHost {

  @Test
  void aLifeInFutures() throws Exception {
    InstanceName name = new InstanceName("futures");
    AsyncOperations operations = host.async();
    Blueprint blueprint = Blueprint.parse(StandIn.blueprint(27221), "test");
    CompletableFuture<Outcome> started =
        operations
            .initialize(name, blueprint, StepListener.NONE)
            .thenCompose(initialized -> operations.start(name, StepListener.NONE));
    assertThat(started.get(60, TimeUnit.SECONDS)).isEqualTo(Outcome.DONE);
    assertThat(host.status(name).activeState()).isEqualTo("active");
    assertThat(operations.restart(name, StepListener.NONE).get(60, TimeUnit.SECONDS))
        .isEqualTo(Outcome.DONE);
    assertThat(operations.stop(name, StepListener.NONE).get(60, TimeUnit.SECONDS))
        .isEqualTo(Outcome.DONE);
    assertThat(operations.reset(name, StepListener.NONE).get(60, TimeUnit.SECONDS))
        .isEqualTo(Outcome.DONE);
    assertThat(operations.delete(name, StepListener.NONE).get(60, TimeUnit.SECONDS))
        .isEqualTo(Outcome.ALREADY_SO);
  }

  @Test
  void itFailsWithWhatTheMethodThrows() {
    CompletableFuture<Outcome> start =
        host.async().start(new InstanceName("futures-none"), StepListener.NONE);
    assertThatThrownBy(start::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(NotInitializedException.class);
  }

  @Test
  void whoDependsOnItIsNotInterrupted() throws Exception {
    CompletableFuture<Boolean> interrupted =
        host.async()
            .stop(new InstanceName("futures-none"), StepListener.NONE)
            .thenApply(outcome -> Thread.currentThread().isInterrupted());
    assertThat(interrupted.get(60, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void cancelAndTimeoutInterruptTheOperation() throws Exception {
    for (boolean cancelled : new boolean[] {true, false}) {
      CountDownLatch begun = new CountDownLatch(1);
      CompletableFuture<Boolean> ended = new CompletableFuture<>();
      StepListener stuck =
          step -> {
            begun.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              ended.complete(true);
              Thread.currentThread().interrupt();
            }
          };
      CompletableFuture<Outcome> stop = host.async().stop(new InstanceName("futures-stuck"), stuck);
      begun.await();
      if (cancelled) {
        stop.cancel(true);
      } else {
        stop.orTimeout(1, TimeUnit.MILLISECONDS);
      }
      assertThat(ended.get(60, TimeUnit.SECONDS)).isTrue();
      assertThat(stop).isCompletedExceptionally();
    }
  }

  @Test
  void anInterruptWhileItWaitsForItsTurnChangesNothing() throws Exception {
    InstanceName name = new InstanceName("futures-turn");
    try (InstanceLock held =
        InstanceLock.acquire(
            new InstanceFolders(StandIn.ROOT, name), "test", Duration.ofSeconds(10))) {
      CompletableFuture<Outcome> start =
          host.async()
              .initialize(name, Blueprint.parse("port: 27222\n", "test"), StepListener.NONE);
      start.cancel(true);
    }
    assertThat(host.delete(name, StepListener.NONE)).isEqualTo(Outcome.ALREADY_SO);
  }
}
