package left4me.cli;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import left4me.host.HostException;
import left4me.host.Left4meHost;
import left4me.host.LogLine;
import left4me.host.LogRequest;
import left4me.host.LogStream;
import left4me.instance.InstanceName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what servers printed. */
@Command(
    name = "logs",
    description = "Show what servers, and the helper before and after them, printed.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  l4d2ctl logs -f alpha",
      "  l4d2ctl logs --run alpha",
      "  l4d2ctl logs --since 10min alpha bravo"
    })
final class LogsCommand extends HostCommand {

  private static final int LINES = 50;
  private static final int LINES_BEFORE_FOLLOWING = 10;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      converter = InstanceNameConverter.class,
      description = "The instances.")
  private List<InstanceName> names;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      converter = LineCountConverter.class,
      description =
          "The last N lines, or 'all'. If not given: 50; 10 with -f; all with --since or --run.")
  private @Nullable Integer lines;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with those to come, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "None before: 18:30, 2026-11-22, '2026-11-22 18:30', or 10min, 2h, 1d ago.")
  private @Nullable Instant since;

  @Option(names = "--run", description = "Of the current or last run alone; for one instance.")
  private boolean run;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  LogsCommand() {}

  @Override
  int run(Left4meHost host) throws HostException, InterruptedException {
    List<InstanceName> asked = names.stream().distinct().toList();
    LogRequest request = request();
    if (run) {
      if (asked.size() > 1) {
        throw new ParameterException(spec.commandLine(), "--run is for one instance");
      }
      Optional<String> invocation = lastRun(host, asked.getFirst());
      if (invocation.isEmpty()) {
        complain(asked.getFirst(), "no run of it is known");
        return 1;
      }
      request = request.ofRun(invocation.get());
    }
    return show(host, asked, request);
  }

  private LogRequest request() {
    int otherwise = since != null || run ? LogRequest.ALL : follow ? LINES_BEFORE_FOLLOWING : LINES;
    LogRequest request = LogRequest.last(lines == null ? otherwise : lines);
    request = since == null ? request : request.since(since);
    return follow ? request.following() : request;
  }

  private static Optional<String> lastRun(Left4meHost host, InstanceName name)
      throws HostException, InterruptedException {
    String current = host.status(name).invocation();
    if (!current.isEmpty()) {
      return Optional.of(current);
    }
    // systemd forgets a unit that has stopped; the journal does not. The very last lines may be
    // without an id: a busy host's journal may come to them when the run is over.
    Optional<String> found = Optional.empty();
    try (LogStream last = host.logs(name, LogRequest.last(LINES))) {
      for (Optional<LogLine> line = last.next(); line.isPresent(); line = last.next()) {
        String id = line.get().invocation();
        found = id.isEmpty() ? found : Optional.of(id);
      }
    }
    return found;
  }

  private int show(Left4meHost host, List<InstanceName> asked, LogRequest request)
      throws HostException {
    LogText text = new LogText(asked);
    Set<InstanceName> heard = new HashSet<>();
    Consumer<LogLine> sink =
        line -> {
          heard.add(line.instance());
          if (program().json()) {
            terminal().sayRaw(EventJson.line(line));
          } else {
            terminal().say(text.line(line));
          }
        };
    Streaming streaming = new Streaming(program());
    try (LogStream log = host.logs(asked, request)) {
      if (follow) {
        unknown(host, asked).forEach(this::noteAbsent);
        return streaming.follow(log::next, sink);
      }
      int status = streaming.take(log::next, sink);
      // Nothing printed is what a name that was mistyped looks like.
      List<InstanceName> silent = asked.stream().filter(name -> !heard.contains(name)).toList();
      List<InstanceName> unknown = unknown(host, silent);
      unknown.forEach(name -> complain(name, "there is no such instance, and no line"));
      return unknown.isEmpty() ? status : 1;
    }
  }

  /** Those without settings, as far as the caller may know. */
  private List<InstanceName> unknown(Left4meHost host, List<InstanceName> names)
      throws HostException {
    if (names.isEmpty() || !program().caller().ownsFiles()) {
      return List.of();
    }
    List<InstanceName> known = host.instances();
    return names.stream().filter(name -> !known.contains(name)).toList();
  }

  private void complain(InstanceName name, String what) {
    terminal().complain("logs " + name + ": " + what);
  }
}
