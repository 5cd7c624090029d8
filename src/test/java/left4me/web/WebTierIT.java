package left4me.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
}
