package left4me.example;

import java.nio.file.Path;
import java.util.Optional;
import left4me.host.Blueprint;
import left4me.host.HostException;
import left4me.host.InstanceStatus;
import left4me.host.Left4meHost;
import left4me.host.LogLine;
import left4me.host.LogRequest;
import left4me.host.LogStream;
import left4me.host.StepListener;
import left4me.instance.InstanceName;

final class Example {
  public static void main(String[] args) throws HostException, InterruptedException {
    try (Left4meHost host = Left4meHost.builder().build()) {
      InstanceName alpha = new InstanceName("alpha");
      host.initialize(alpha, Blueprint.read(Path.of(args[0])), StepListener.NONE);
      host.start(alpha, step -> System.out.println(step.sentence()));

      InstanceStatus status = host.status(alpha);
      System.out.println(status.activeState() + ", process " + status.mainPid().orElse(0));

      try (LogStream log = host.logs(alpha, LogRequest.all().ofRun(status.invocation()))) {
        for (Optional<LogLine> line = log.next(); line.isPresent(); line = log.next()) {
          System.out.println(line.get().time() + " " + line.get().text());
        }
      }
      host.stop(alpha, StepListener.NONE);
    }
  }
}
