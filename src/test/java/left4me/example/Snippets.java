package left4me.example;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import left4me.host.AsyncOperations;
import left4me.host.Blueprint;
import left4me.host.HostException;
import left4me.host.InstanceBusyException;
import left4me.host.InstanceStatus;
import left4me.host.Left4meHost;
import left4me.host.LogLine;
import left4me.host.LogRequest;
import left4me.host.LogStream;
import left4me.host.NotInitializedException;
import left4me.host.Outcome;
import left4me.host.OutputListener;
import left4me.host.StatusWatch;
import left4me.host.Step;
import left4me.host.StepListener;
import left4me.host.UnitFailedException;
import left4me.instance.InstanceName;

/** The examples of the Javadoc, each a method that ExamplesIT runs. */
final class Snippets {

  private Snippets() {}

  static void run(Path file) throws HostException, InterruptedException {
    // @start region="run"
    try (Left4meHost host = Left4meHost.builder().build()) {
      InstanceName alpha = new InstanceName("alpha");
      host.initialize(alpha, Blueprint.read(file), StepListener.NONE);
      host.start(alpha, step -> System.out.println(step.sentence()));
    }
    // @end
  }

  static String whyItFailed(Left4meHost host, InstanceName alpha) throws InterruptedException {
    // @start region="failure"
    try {
      host.start(alpha, StepListener.NONE);
      return "runs";
    } catch (UnitFailedException e) {
      // systemd tried: its words, and what the server or the helper said last
      return e.unitResult() + ": " + e.lastLines();
    } catch (NotInitializedException e) {
      return "make it first";
    } catch (InstanceBusyException e) {
      return "somebody else works on it; try again later";
    } catch (HostException e) {
      // whatever it was, the message is a sentence for a person
      return e.getMessage();
    }
    // @end
  }

  static CompletableFuture<Outcome> inFutures(
      AsyncOperations operations, InstanceName alpha, Blueprint blueprint) {
    // @start region="futures"
    CompletableFuture<Outcome> started =
        operations
            .initialize(alpha, blueprint, StepListener.NONE)
            .thenCompose(initialized -> operations.start(alpha, StepListener.NONE))
            .orTimeout(2, TimeUnit.MINUTES);
    // @end
    return started;
  }

  static void watch(Left4meHost host, Map<InstanceName, InstanceStatus> dashboard)
      throws HostException, InterruptedException {
    // @start region="watch"
    try (StatusWatch watch = host.watch()) {
      for (Optional<InstanceStatus> status = watch.next();
          status.isPresent();
          status = watch.next()) {
        dashboard.put(status.get().name(), status.get());
      }
    }
    // @end
  }

  static void follow(Left4meHost host, InstanceName alpha, Consumer<String> page)
      throws HostException, InterruptedException {
    // @start region="follow"
    try (LogStream log = host.logs(alpha, LogRequest.last(100).following())) {
      for (Optional<LogLine> line = log.next(); line.isPresent(); line = log.next()) {
        page.accept(line.get().text());
      }
    }
    // @end
  }

  static void withOutput(Left4meHost host, InstanceName alpha, List<String> console)
      throws HostException, InterruptedException {
    // @start region="output"
    OutputListener listener =
        new OutputListener() {
          @Override
          public void onStep(Step step) {
            console.add("* " + step.sentence());
          }

          @Override
          public void onOutput(LogLine line) {
            console.add("  " + line.text());
          }
        };
    host.start(alpha, listener);
    // @end
  }
}
