package left4me.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import left4me.host.Blueprint;
import left4me.host.InstanceStatus;
import left4me.host.Left4meHost;
import left4me.host.Outcome;
import left4me.host.StepListener;
import left4me.instance.InstanceName;
import left4me.lab.StandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What README and Javadoc show does what they say, on the booted host, as user left4me. */
@Tag("as-left4me")
@Timeout(180)
final class ExamplesIT {

  private static final InstanceName ALPHA = new InstanceName("alpha");

  @TempDir Path folder;
  private Path file;
  private Left4meHost host;

  @BeforeEach
  void open() throws Exception {
    StandIn.install();
    file = Files.writeString(folder.resolve("alpha.yaml"), StandIn.blueprint(27241));
    host = Left4meHost.builder().build();
  }

  @AfterEach
  void close() throws Exception {
    host.delete(ALPHA, StepListener.NONE);
    host.close();
  }

  /** What a piece of code prints; it is the only one that prints in this process. */
  private interface Code {
    void run() throws Exception;
  }

  private static String printed(Code code) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      code.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theReadmes() throws Exception {
    String printed = printed(() -> Example.main(new String[] {file.toString()}));
    assertThat(printed).contains("Starting the server").contains("active, process ");
    assertThat(host.status(ALPHA).activeState()).isEqualTo("inactive");
  }

  @Test
  void run() throws Exception {
    assertThat(printed(() -> Snippets.run(file))).contains("Starting the server");
    assertThat(host.status(ALPHA).activeState()).isEqualTo("active");
  }

  @Test
  void failure() throws Exception {
    assertThat(Snippets.whyItFailed(host, ALPHA)).isEqualTo("make it first");
    host.initialize(ALPHA, Blueprint.read(file), StepListener.NONE);
    Files.writeString(
        StandIn.ROOT.resolve("instances/alpha/instance.env"), "L4D2_LOWERDIRS=/etc\n");
    assertThat(Snippets.whyItFailed(host, ALPHA))
        .startsWith("exit-code")
        .contains("left4me-overlay: ");
  }

  @Test
  void futures() throws Exception {
    assertThat(
            Snippets.inFutures(host.async(), ALPHA, Blueprint.read(file)).get(1, TimeUnit.MINUTES))
        .isEqualTo(Outcome.DONE);
  }

  @Test
  void watch() throws Exception {
    ConcurrentHashMap<InstanceName, InstanceStatus> dashboard = new ConcurrentHashMap<>();
    BlockingQueue<String> states = new LinkedBlockingQueue<>();
    var told =
        new ConcurrentHashMap<InstanceName, InstanceStatus>() {
          private static final long serialVersionUID = 1;

          @Override
          public InstanceStatus put(InstanceName name, InstanceStatus status) {
            states.add(status.activeState());
            return dashboard.put(name, status);
          }
        };
    Thread reader = interruptible(() -> Snippets.watch(host, told));
    host.initialize(ALPHA, Blueprint.read(file), StepListener.NONE);
    host.start(ALPHA, StepListener.NONE);
    while (!"active".equals(states.poll(60, TimeUnit.SECONDS))) {
      assertThat(reader.isAlive()).isTrue();
    }
    assertThat(dashboard).containsKey(ALPHA);
    reader.interrupt();
    reader.join();
  }

  @Test
  void follow() throws Exception {
    host.initialize(ALPHA, Blueprint.read(file), StepListener.NONE);
    BlockingQueue<String> page = new LinkedBlockingQueue<>();
    Thread reader = interruptible(() -> Snippets.follow(host, ALPHA, page::add));
    host.start(ALPHA, StepListener.NONE);
    assertThat(page.poll(60, TimeUnit.SECONDS)).isNotNull();
    reader.interrupt();
    reader.join();
  }

  @Test
  void output() throws Exception {
    host.initialize(ALPHA, Blueprint.read(file), StepListener.NONE);
    List<String> console = Collections.synchronizedList(new ArrayList<>());
    Snippets.withOutput(host, ALPHA, console);
    assertThat(console).contains("* Starting the server");
  }

  private static Thread interruptible(Code code) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                code.run();
              } catch (InterruptedException ended) {
                // as the test wants it
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
  }
}
