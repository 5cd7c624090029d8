package left4me.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import left4me.host.LogLine.Priority;
import left4me.instance.InstanceName;
import left4me.lab.A2s;
import left4me.lab.StandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an instance printed, read on the booted host as user left4me. */
@Timeout(180)
final class LogsIT extends BootedHost {

  private static List<LogLine> all(LogStream log) throws Exception {
    List<LogLine> lines = new ArrayList<>();
    try (log) {
      for (Optional<LogLine> line = log.next(); line.isPresent(); line = log.next()) {
        lines.add(line.get());
      }
    }
    return lines;
  }

  private static LogLine nextThat(LogStream log, String contains) throws Exception {
    while (true) {
      LogLine line = log.next().orElseThrow(() -> new AssertionError("the log has ended"));
      if (line.text().contains(contains)) {
        return line;
      }
    }
  }

  /** Somebody who waits for the next line, of which none comes. */
  private record Reader(Thread thread, CompletableFuture<Optional<LogLine>> line) {
    static Reader of(LogStream log) {
      CompletableFuture<Optional<LogLine>> line = new CompletableFuture<>();
      Thread thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      line.complete(log.next());
                    } catch (HostException | InterruptedException e) {
                      line.completeExceptionally(e);
                    }
                  });
      return new Reader(thread, line);
    }
  }

  /**
   * The journalctl that follows an instance's log; that of an earlier test may be there as well.
   */
  private static ProcessHandle journalctl(InstanceName name) {
    String unit = "_SYSTEMD_UNIT=left4me-server@" + name + ".service";
    return ProcessHandle.current()
        .children()
        .filter(
            child -> {
              List<String> words = List.of(child.info().arguments().orElse(new String[0]));
              return words.contains("--follow") && words.contains(unit);
            })
        .findFirst()
        .orElseThrow();
  }

  @Test
  void linesHaveTimePriorityInvocationAndProcess() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "logs-one")) {
      alpha.initialize(StandIn.blueprint(27211));
      Instant before = Instant.now();
      alpha.start();
      LogLine line;
      try (LogStream log = host.logs(alpha.name(), LogRequest.all().since(before).following())) {
        line = nextThat(log, "27211");
      }
      assertThat(line.instance()).isEqualTo(alpha.name());
      assertThat(line.time()).isBetween(before, Instant.now());
      assertThat(line.priority()).isEqualTo(Priority.INFORMATIONAL);
      assertThat(line.invocation()).isEqualTo(alpha.status().invocation());
      assertThat(line.program()).isEqualTo("left4me-server");
      assertThat(line.pid()).isPositive();
    }
  }

  @Test
  void theLastLinesComeOldestFirstAndNoMoreThanWanted() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "logs-last")) {
      alpha.initialize(StandIn.blueprint(27212));
      alpha.start();
      try (LogStream log = host.logs(alpha.name(), LogRequest.all().following())) {
        nextThat(log, "servers successful");
      }
      List<LogLine> all = all(host.logs(alpha.name(), LogRequest.all()));
      assertThat(all)
          .hasSizeGreaterThan(3)
          .isSortedAccordingTo(Comparator.comparing(LogLine::time));
      assertThat(all(host.logs(alpha.name(), LogRequest.last(3))))
          .isEqualTo(all.subList(all.size() - 3, all.size()));
      assertThat(all(host.logs(alpha.name(), LogRequest.last(0)))).isEmpty();
      assertThat(all(host.logs(alpha.name(), LogRequest.all().since(Instant.now())))).isEmpty();
    }
  }

  @Test
  void eachRunCanBeReadAloneAndTwoInstancesTogether() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "logs-runs");
        LabInstance bravo = new LabInstance(host, "logs-runs-2")) {
      alpha.initialize(StandIn.blueprint(27213));
      bravo.initialize(StandIn.blueprint(27214));
      alpha.start();
      String first = alpha.status().invocation();
      // Once it is stopped, a journald that comes to its lines late cannot tell their run any more.
      try (LogStream log = host.logs(alpha.name(), LogRequest.all().following().ofRun(first))) {
        nextThat(log, "servers successful");
      }
      alpha.stop();
      alpha.start();
      bravo.start();
      String second = alpha.status().invocation();
      LogRequest request = LogRequest.all().following();
      try (LogStream log = host.logs(alpha.name(), request.ofRun(second))) {
        nextThat(log, "servers successful");
      }
      assertThat(all(host.logs(alpha.name(), LogRequest.all().ofRun(first))))
          .isNotEmpty()
          .extracting(LogLine::invocation)
          .containsOnly(first);
      try (LogStream log = host.logs(List.of(alpha.name(), bravo.name()), request)) {
        assertThat(nextThat(log, "27213").instance()).isEqualTo(alpha.name());
        assertThat(nextThat(log, "27214").instance()).isEqualTo(bravo.name());
      }
    }
  }

  @Test
  void whatTheHelperRefusedIsInTheLog() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "logs-helper")) {
      alpha.initialize(StandIn.blueprint(27215));
      Files.move(alpha.folders().upper(), alpha.folders().runtime().resolve("moved"));
      Files.createSymbolicLink(alpha.folders().upper(), Path.of("/etc"));
      OverlayMounter mounter = host.overlayMounter();
      List<Path> layers = Blueprint.read(alpha.folders().specYaml()).layers(StandIn.ROOT);
      assertThatThrownBy(
              () ->
                  mounter.mount(
                      layers, alpha.folders().upper(), alpha.folders().work(), alpha.merged()))
          .isInstanceOf(UnitFailedException.class);
      try (LogStream log = host.logs(alpha.name(), LogRequest.all().following())) {
        assertThat(nextThat(log, "left4me-overlay: ").text()).contains("upper");
      }
    }
  }

  /** journalctl itself prints the last of them alone, if it begins before there is any. */
  @Test
  void nothingIsLostOfWhatComesFirst() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "logs-first")) {
      alpha.initialize(StandIn.blueprint(27325));
      LogStream log = host.logs(alpha.name(), LogRequest.last(100).following());
      Reader reader = Reader.of(log);
      alpha.start();
      List<LogLine> read = new ArrayList<>();
      read.add(reader.line().get().orElseThrow());
      while (!read.getLast().text().contains("servers successful")) {
        read.add(log.next().orElseThrow());
      }
      assertThat(read)
          .isEqualTo(all(host.logs(alpha.name(), LogRequest.all())))
          .anySatisfy(line -> assertThat(line.text()).contains("port 27325"));

      ProcessHandle journalctl = journalctl(alpha.name());
      log.close();
      journalctl.onExit().get(60, TimeUnit.SECONDS);
      assertThat(log.next()).isEmpty();
    }
  }

  @Test
  void oneMayFollowFromNowOn() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "logs-from-now")) {
      alpha.initialize(StandIn.blueprint(27326));
      alpha.start();
      try (LogStream log = host.logs(alpha.name(), LogRequest.all().following())) {
        nextThat(log, "servers successful");
      }
      try (LogStream log = host.logs(alpha.name(), LogRequest.last(0).following())) {
        Reader reader = Reader.of(log);
        alpha.stop();
        assertThat(reader.line().get().orElseThrow().text()).contains("Server shutting down");
      }
    }
  }

  @Test
  void nowIsWhenItWasAskedForAndNotWhenJournalctlReads() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "logs-now")) {
      alpha.initialize(StandIn.blueprint(27328));
      alpha.start();
      try (LogStream log = host.logs(alpha.name(), LogRequest.all().following())) {
        nextThat(log, "servers successful");
      }
      Instant now = Instant.now();
      alpha.stop();
      Journal.Query query =
          Journal.Query.of(List.of(alpha.name()), LogRequest.last(0).following()).from(now);
      try (LogStream log = JournalStream.open(query)) {
        assertThat(log.next().orElseThrow().text()).contains("Server shutting down");
      }
    }
  }

  @Test
  void theRestAfterALineIsReadWhateverTheTimeItBeganAt() throws Exception {
    try (LabInstance alpha = new LabInstance(host, "logs-rest")) {
      alpha.initialize(StandIn.blueprint(27327));
      Instant before = Instant.now();
      alpha.start();
      try (LogStream log = host.logs(alpha.name(), LogRequest.all().following())) {
        nextThat(log, "servers successful");
      }
      Journal.Query query = Journal.Query.of(List.of(alpha.name()), LogRequest.all().since(before));
      List<JournalEntry> entries = read(query);
      assertThat(entries).hasSizeGreaterThan(2);
      assertThat(read(query.restAfter(Optional.of(entries.getFirst().cursor()), Instant.now())))
          .isEqualTo(entries.subList(1, entries.size()));
    }
  }

  private static List<JournalEntry> read(Journal.Query query) throws Exception {
    List<JournalEntry> entries = new ArrayList<>();
    Journal.read(query, entries::add);
    return entries;
  }

  @Test
  void closingAFollowedLogEndsTheWaitAndTheProcess() throws Exception {
    InstanceName name = new InstanceName("logs-close");
    LogStream log = host.logs(name, LogRequest.all().following());
    ProcessHandle journalctl = journalctl(name);
    Reader reader = Reader.of(log);
    log.close();
    assertThat(reader.line().get(60, TimeUnit.SECONDS)).isEmpty();
    journalctl.onExit().get(60, TimeUnit.SECONDS);
    assertThat(log.next()).isEmpty();
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    InstanceName name = new InstanceName("logs-interrupt");
    try (LogStream log = host.logs(name, LogRequest.last(5).following())) {
      Reader reader = Reader.of(log);
      reader.thread().interrupt();
      assertThatThrownBy(() -> reader.line().get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void aJournalctlThatIsKilledIsSaid() throws Exception {
    InstanceName name = new InstanceName("logs-killed");
    try (LogStream log = host.logs(name, LogRequest.all().following())) {
      journalctl(name).destroyForcibly();
      assertThatThrownBy(log::next)
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("journalctl ended with status 137");
      assertThat(log.next()).as("once is enough").isEmpty();
    }
  }

  @Test
  void anOperationForwardsWhatItsUnitPrintsWhereThatIsWanted() throws Exception {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    OutputListener listener =
        new OutputListener() {
          @Override
          public void onStep(Step step) {
            heard.add("step " + step.sentence());
          }

          @Override
          public void onOutput(LogLine line) {
            heard.add("output " + line.text());
          }
        };
    try (LabInstance alpha = new LabInstance(host, "logs-output")) {
      alpha.initialize("port: 27216\noverlays: [{path: maps}]\n");
      Files.writeString(alpha.folders().instanceEnv(), "L4D2_LOWERDIRS=/etc\n");
      assertThatThrownBy(() -> host.start(alpha.name(), listener))
          .isInstanceOf(UnitFailedException.class);
      assertThat(heard)
          .contains("step Starting the server")
          .anySatisfy(
              line -> assertThat(line).startsWith("output left4me-overlay: ").contains("/etc"));
      int before = heard.size();
      alpha.stop();
      assertThat(heard).as("an operation without a listener").hasSize(before);
    }
  }

  @Test
  void whatAListenerThrowsAtLinesChangesNothingOfTheOperation() throws Exception {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    OutputListener listener =
        new OutputListener() {
          @Override
          public void onStep(Step step) {}

          @Override
          public void onOutput(LogLine line) {
            heard.add(line.text());
            throw new IllegalStateException(line.text());
          }
        };
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> told.add(thrown.getMessage()));
    try (LabInstance alpha = new LabInstance(host, "logs-thrower")) {
      alpha.initialize(StandIn.blueprint(27329));
      // What a run prints at its end is missed only if journald is not through with it by then.
      while (heard.size() < 2) {
        assertThat(host.start(alpha.name(), listener)).isEqualTo(Outcome.DONE);
        // From now on it says something at its end, before the stop is done.
        A2s.hostname(27329);
        assertThat(host.stop(alpha.name(), listener)).isEqualTo(Outcome.DONE);
      }
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
    assertThat(heard).hasSizeGreaterThan(1).isEqualTo(told);
  }
}
