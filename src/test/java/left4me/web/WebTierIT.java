package left4me.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import left4me.lab.A2s;
import left4me.lab.Command;
import left4me.lab.Findmnt;
import left4me.lab.StandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the example web tier answers, in left4me-web.service with the drop-in as it is shipped. */
@Timeout(180)
final class WebTierIT {

  @RegisterExtension static final WebTier TIER = new WebTier();

  private static final int READ_LIMIT_MILLIS = 120_000;
  private static final Path RUNTIME = StandIn.ROOT.resolve("runtime");

  @Test
  void itRunsUnderTheDropIn() throws Exception {
    String shown =
        Command.run(
                "systemctl",
                "show",
                "--property=DropInPaths,NoNewPrivileges,PrivateTmp,ProtectSystem,ReadWritePaths,"
                    + "CapabilityBoundingSet,MountFlags,SystemCallFilter",
                WebTier.UNIT)
            .orFail();
    assertThat(shown.lines())
        .contains(
            "DropInPaths=/usr/lib/systemd/system/left4me-web.service.d/50-left4me.conf",
            "NoNewPrivileges=yes",
            "PrivateTmp=yes",
            "ProtectSystem=strict",
            "ReadWritePaths=-/var/lib/left4me",
            "CapabilityBoundingSet=",
            "MountFlags=")
        .anyMatch(line -> line.startsWith("SystemCallFilter=") && !line.contains(" setuid"));
  }

  @Test
  void itStartsServersSeesTheirTreesAndStopsThem() throws Exception {
    Path merged = RUNTIME.resolve("web-life/merged");
    TIER.initialize("web-life", "port: 27301\n");
    assertThat(TIER.status("web-life").text("state")).isEqualTo("inactive");
    List<JsonValue> steps = WebTier.steps(TIER.send("POST", "/servers/web-life/start"));
    assertThat(steps)
        .anySatisfy(line -> assertThat(line.text("step")).isEqualTo("Starting the server"));
    assertThat(steps.getLast().text("outcome")).isEqualTo("DONE");
    assertThat(A2s.hostname(27301)).isNotEmpty();
    assertThat(TIER.status("web-life").text("state")).isEqualTo("active");
    assertThat(TIER.status("web-life").text("port")).isEqualTo("27301");
    assertThat(TIER.status("web-life").text("mounted")).isEqualTo("true");
    assertThat(WebTier.last(TIER.send("POST", "/servers/web-life/start")).text("outcome"))
        .isEqualTo("ALREADY_SO");
    assertThat(WebTier.ok(TIER.send("GET", "/servers/web-life/tree/left4dead2/cfg/server.cfg")))
        .as("a mount of the host that came after it had started")
        .isEqualTo(Files.readString(merged.resolve("left4dead2/cfg/server.cfg")));
    TIER.done("restart", "web-life");
    assertThat(A2s.hostname(27301)).isNotEmpty();
    TIER.done("stop", "web-life");
    assertThat(TIER.status("web-life").text("state")).isEqualTo("inactive");
    assertThat(Findmnt.at(merged)).isEmpty();
    TIER.done("reset", "web-life");
    assertThat(TIER.status("web-life").text("initialized")).isEqualTo("false");
  }

  @Test
  void itListsMakesAndRemovesServers() throws Exception {
    TIER.initialize("web-list-b", "port: 27303\n");
    TIER.initialize("web-list-a", "port: 27302\n");
    assertThat(names()).containsSubsequence("web-list-a", "web-list-b");
    assertThat(WebTier.last(TIER.send("DELETE", "/servers/web-list-a")).text("outcome"))
        .isEqualTo("DONE");
    assertThat(names()).contains("web-list-b").doesNotContain("web-list-a");
  }

  private static List<String> names() throws Exception {
    return JsonValue.parse(WebTier.ok(TIER.send("GET", "/servers"))).items().stream()
        .map(status -> status.text("name"))
        .toList();
  }

  @Test
  void aBlueprintThatIsRefusedNamesTheLine() throws Exception {
    HttpResponse<String> response =
        TIER.send("PUT", "/servers/web-wrong", "port: 27304\nconfig: []\nprot: 1\n");
    assertThat(response.statusCode()).isEqualTo(400);
    JsonValue body = JsonValue.parse(response.body());
    assertThat(body.text("line")).isEqualTo("3");
    assertThat(body.text("error")).contains("blueprint:3").contains("prot");
    assertThat(TIER.send("PUT", "/servers/web-wrong", " ".repeat((1 << 20) + 1)).statusCode())
        .isEqualTo(413);
    assertThat(TIER.status("web-wrong").text("initialized")).isEqualTo("false");
  }

  @Test
  void aFailedStartSaysWhyInTheHelpersWords() throws Exception {
    TIER.initialize("web-failed", "port: 27305\n");
    Path upper = RUNTIME.resolve("web-failed/upper");
    asLeft4me("mv", upper.toString(), upper + "-moved");
    asLeft4me("mkdir", upper.toString());
    asLeft4me("touch", upper + "/tainted");
    asLeft4me("setfattr", "-n", "user.fuseoverlayfs.opaque", "-v", "y", upper + "/tainted");
    List<JsonValue> steps = WebTier.steps(TIER.send("POST", "/servers/web-failed/start"));
    assertThat(steps.getFirst().find("step")).isPresent();
    assertThat(steps.getLast().text("error"))
        .contains("start web-failed")
        .contains("ExecStartPre")
        .contains("left4me-overlay: ")
        .contains("user.fuseoverlayfs.opaque");
  }

  private static void asLeft4me(String... words) throws Exception {
    Command.loginAs("left4me", words).orFail();
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    assertThat(WebTier.last(TIER.send("POST", "/servers/nobody/start")).text("error"))
        .contains("nobody")
        .contains("initialize");
    for (String path : List.of("/servers/No-Name", "/servers/", "/else", "/servers/a/b/c")) {
      assertThat(TIER.send("GET", path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(TIER.send("POST", "/servers/nobody/enable").statusCode()).isEqualTo(404);
    assertThat(TIER.send("POST", "/servers").statusCode()).isEqualTo(405);
  }

  /** A server that is deaf stays long enough for its stop to be seen under way. */
  @Test
  void stepsAreToldAsTheyHappen() throws Exception {
    TIER.initialize("web-deaf", "port: 27306\narguments: [+stand_in_ignore_int, yes]\n");
    TIER.done("start", "web-deaf");
    A2s.hostname(27306);
    try (EventReader events = TIER.events("/events");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    TIER.open(
                            WebTier.request("/servers/web-deaf/stop")
                                .POST(BodyPublishers.noBody())
                                .header("Origin", WebTier.ORIGIN))
                        .body(),
                    StandardCharsets.UTF_8))) {
      assertThat(JsonValue.parse(lines.readLine()).text("step")).isEqualTo("Stopping the server");
      events.next(is("web-deaf", "deactivating"));
      assertThat(TIER.status("web-deaf").text("state")).isEqualTo("deactivating");
      Command.run("systemctl", "kill", "-s", "KILL", "left4me-server@web-deaf.service").orFail();
      List<String> rest = lines.lines().toList();
      assertThat(JsonValue.parse(rest.getLast()).text("outcome")).isEqualTo("DONE");
    }
  }

  private static Predicate<EventReader.Received> is(String name, String state) {
    return event ->
        event.name().equals("status")
            && event.data().text("name").equals(name)
            && event.data().text("state").equals(state);
  }

  @Test
  void aLogIsFollowedLiveWhileTheServerStarts() throws Exception {
    TIER.initialize("web-log", "port: 27307\nconfig: ['hostname \"first\"']\n");
    try (EventReader log = TIER.events("/servers/web-log/log")) {
      TIER.done("start", "web-log");
      JsonValue line = log.next(event -> event.data().text("text").contains("first")).data();
      assertThat(line.text("priority")).isEqualTo("info");
      assertThat(line.text("program")).isEqualTo("left4me-server");
      log.next(event -> event.data().text("text").contains("servers successful"));
    }
    try (EventReader log = TIER.events("/servers/web-log/log")) {
      log.next(event -> event.data().text("text").contains("first"));
    }
  }

  @Test
  void eachChangeIsToldInOrderToAllThatListen() throws Exception {
    try (EventReader before = TIER.events("/events")) {
      before.next();
      TIER.initialize("web-events", "port: 27308\n");
      // The hub hears of it by its watch, which may be later than the answer.
      before.next(
          is("web-events", "inactive")
              .and(event -> event.data().text("initialized").equals("true")));
    }
    try (EventReader one = TIER.events("/events");
        EventReader other = TIER.events("/events")) {
      for (EventReader each : List.of(one, other)) {
        EventReader.Received first = each.next();
        assertThat(first.name()).isEqualTo("servers");
        assertThat(first.data().items())
            .anySatisfy(status -> assertThat(status.text("name")).isEqualTo("web-events"));
      }
      TIER.done("start", "web-events");
      TIER.done("stop", "web-events");
      assertThat(WebTier.last(TIER.send("DELETE", "/servers/web-events")).text("outcome"))
          .isEqualTo("DONE");
      for (EventReader each : List.of(one, other)) {
        assertThat(statesUntilItIsGone(each, "web-events"))
            .containsExactly("inactive", "activating", "active", "deactivating", "inactive");
      }
    }
  }

  /** The states that a server went through, each once where it stayed. */
  private static List<String> statesUntilItIsGone(EventReader events, String name)
      throws Exception {
    List<String> states = new ArrayList<>(List.of("inactive"));
    while (true) {
      JsonValue status = events.next(event -> event.data().text("name").equals(name)).data();
      if (!status.text("state").equals(states.getLast())) {
        states.add(status.text("state"));
      }
      if (status.text("initialized").equals("false")) {
        return states;
      }
    }
  }

  @Test
  void aClientThatGoesAwayLeavesNoProcessBehind() throws Exception {
    TIER.initialize("web-gone", "port: 27309\n");
    Set<Long> before = WebTier.processes("journalctl");
    Set<Long> mine = new HashSet<>();
    try (EventReader log = TIER.events("/servers/web-gone/log")) {
      TIER.done("start", "web-gone");
      log.next();
      mine.addAll(WebTier.processes("journalctl"));
      mine.removeAll(before);
      assertThat(mine).hasSize(1);
    }
    for (long pid : mine) {
      ProcessHandle.of(pid)
          .map(ProcessHandle::onExit)
          .ifPresent(exit -> assertThat(exit).succeedsWithin(60, TimeUnit.SECONDS));
    }
    assertThat(WebTier.processes("journalctl")).doesNotContainAnyElementsOf(mine);
  }

  @Test
  void aServerIsStartedThoughTheClientHasGone() throws Exception {
    TIER.initialize("web-alone", "port: 27310\n");
    try (EventReader events = TIER.events("/events");
        Socket socket = connected()) {
      socket.setSoLinger(true, 0);
      socket
          .getOutputStream()
          .write(
              """
              POST /servers/web-alone/start HTTP/1.1\r
              Host: 127.0.0.1:8027\r
              Origin: http://127.0.0.1:8027\r
              Content-Length: 0\r
              \r
              """
                  .getBytes(StandardCharsets.US_ASCII));
      // The first byte of the answer: it has been heard.
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      socket.close();
      events.next(is("web-alone", "active"));
    }
    assertThat(A2s.hostname(27310)).isNotEmpty();
  }

  /** A read has to have a limit of its own: an interrupt does not end it. */
  private static Socket connected() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), WebTier.PORT);
    socket.setSoTimeout(READ_LIMIT_MILLIS);
    return socket;
  }

  @Test
  void eightServersAreStartedAtOnce() throws Exception {
    List<Integer> ports = IntStream.rangeClosed(27311, 27318).boxed().toList();
    each(
        ports,
        port -> {
          TIER.initialize(
              "web-many-" + port,
              "port: " + port + "\nconfig: ['hostname \"port " + port + "\"']\n");
          return "";
        });
    assertThat(
            each(
                ports,
                port ->
                    WebTier.last(TIER.send("POST", "/servers/web-many-" + port + "/start"))
                        .text("outcome")))
        .containsOnly("DONE");
    assertThat(each(ports, A2s::hostname))
        .containsExactlyElementsOf(ports.stream().map(port -> "port " + port).toList());
    each(
        ports,
        port -> {
          TIER.done("stop", "web-many-" + port);
          return "";
        });
  }

  private interface Work {
    String on(int port) throws Exception;
  }

  private static List<String> each(List<Integer> ports, Work work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> tasks = new ArrayList<>();
      ports.forEach(port -> tasks.add(() -> work.on(port)));
      List<String> results = new ArrayList<>();
      for (Future<String> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }

  @Test
  void whatChangesSomethingComesFromOurOwnPage() throws Exception {
    TIER.initialize("web-forged", "port: 27319\n");
    String path = "/servers/web-forged/start";
    var bare = WebTier.request(path).POST(BodyPublishers.noBody());
    assertThat(TIER.send(bare.copy()).statusCode()).isEqualTo(403);
    for (String origin : List.of("http://127.0.0.1:80", "https://127.0.0.1:8027", "null")) {
      assertThat(TIER.send(bare.copy().header("Origin", origin)).statusCode())
          .as(origin)
          .isEqualTo(403);
    }
    assertThat(TIER.status("web-forged").text("state")).isEqualTo("inactive");
    assertThat(TIER.status("web-forged").text("invocation")).isEmpty();
  }

  /** A name of somebody else's that leads here, and the page of that name. */
  @Test
  void anotherHostsNameIsRefused() throws Exception {
    try (Socket socket = connected()) {
      socket
          .getOutputStream()
          .write(
              "GET /servers HTTP/1.1\r\nHost: evil.example:8027\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 421 ");
    }
  }

  @Test
  void aTreeEndsAtItsOwnEdge() throws Exception {
    TIER.initialize("web-tree", "port: 27320\n");
    TIER.done("start", "web-tree");
    A2s.hostname(27320);
    Path merged = RUNTIME.resolve("web-tree/merged");
    asLeft4me("ln", "-s", "/etc/passwd", merged + "/to-file");
    asLeft4me("ln", "-s", "/etc", merged + "/to-folder");
    asLeft4me("mkfifo", merged + "/fifo");
    for (String path :
        List.of(
            "to-file",
            "to-folder/passwd",
            "fifo",
            "left4dead2",
            "none",
            "",
            "/etc/passwd",
            "../../../instances/web-tree/spec.yaml",
            "%2e%2e/upper/left4dead2/argv.bin",
            "..%2fupper%2fleft4dead2%2fargv.bin",
            "left4dead2//motd.txt",
            "%00",
            "%C3%BC")) {
      assertThat(TIER.send("GET", "/servers/web-tree/tree/" + path).statusCode())
          .as(path)
          .isEqualTo(404);
    }
    assertThat(WebTier.ok(TIER.send("GET", "/servers/web-tree/tree/left4dead2/motd.txt")))
        .isEqualTo(Files.readString(merged.resolve("left4dead2/motd.txt")));
  }
}
