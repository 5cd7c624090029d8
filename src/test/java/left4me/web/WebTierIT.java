package left4me.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import left4me.lab.A2s;
import left4me.lab.Command;
import left4me.lab.Findmnt;
import left4me.lab.StandIn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example web tier in left4me-web.service, with the drop-in as it is shipped. */
@Timeout(300)
final class WebTierIT {

  private static final Path UNIT = Path.of("/run/systemd/system/left4me-web.service");
  private static final Path PROGRAM = Path.of("/opt/left4me-web");
  private static final Path MERGED = StandIn.ROOT.resolve("runtime/web/merged");
  private static final String TIER = "left4me-web.service";
  private static final int PORT = 8027;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void startIt() throws Exception {
    StandIn.installAsLeft4me();
    Path classes = Files.createDirectories(PROGRAM.resolve("left4me/web"));
    try (var compiled =
        Files.newDirectoryStream(Path.of("target/test-classes/left4me/web"), "Example*")) {
      for (Path each : compiled) {
        Command.run("cp", each.toAbsolutePath().toString(), classes.toString()).orFail();
      }
    }
    Files.writeString(
        UNIT,
        """
        [Service]
        User=left4me
        Group=left4me
        ExecStart=/usr/bin/java -cp /opt/left4me-web:/usr/share/left4me/* left4me.web.ExampleWebTier %d
        """
            .formatted(PORT));
    Command.run("systemctl", "daemon-reload").orFail();
    Command.run("systemctl", "start", TIER).orFail();
    Files.writeString(Path.of("/tmp/web.yaml"), "port: 27171\n");
    Command.loginAs("left4me", "l4d2ctl", "initialize", "web", "-f", "/tmp/web.yaml").orFail();
  }

  @AfterAll
  static void endIt() throws Exception {
    Command.run("systemctl", "stop", TIER).orFail();
    Files.delete(UNIT);
    Command.run("systemctl", "daemon-reload").orFail();
    Command.run("rm", "-r", PROGRAM.toString()).orFail();
    Command.loginAs("left4me", "l4d2ctl", "delete", "web").orFail();
  }

  private static HttpResponse<String> send(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/servers/" + path))
            .method(method, BodyPublishers.noBody())
            .build();
    while (true) {
      try {
        return CLIENT.send(request, BodyHandlers.ofString());
      } catch (ConnectException e) {
        // It is Type=simple: nothing tells that it listens but an answer.
        if (!Command.run("systemctl", "is-active", TIER).out().strip().equals("active")) {
          throw new IOException(
              Command.run("journalctl", "--no-pager", "-n", "20", "-u", TIER).out(), e);
        }
      }
    }
  }

  private static String ok(String method, String path) throws Exception {
    HttpResponse<String> response = send(method, path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  @Test
  void itRunsUnderTheDropIn() throws Exception {
    String shown =
        Command.run(
                "systemctl",
                "show",
                "--property=DropInPaths,NoNewPrivileges,PrivateTmp,ProtectSystem,ReadWritePaths,"
                    + "CapabilityBoundingSet,MountFlags,SystemCallFilter",
                TIER)
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
    assertThat(ok("GET", "web")).isEqualTo("inactive");
    assertThat(ok("POST", "web/start")).contains("Starting the server");
    assertThat(A2s.hostname(27171)).isNotEmpty();
    assertThat(ok("GET", "web")).isEqualTo("active");
    assertThat(ok("GET", "web/tree/left4dead2/cfg/server.cfg"))
        .as("a mount of the host that came after it had started")
        .isEqualTo(Files.readString(MERGED.resolve("left4dead2/cfg/server.cfg")));
    ok("POST", "web/restart");
    assertThat(A2s.hostname(27171)).isNotEmpty();
    ok("POST", "web/stop");
    assertThat(ok("GET", "web")).isEqualTo("inactive");
    assertThat(Findmnt.at(MERGED)).isEmpty();
  }

  @Test
  void itSaysWhatIsWrong() throws Exception {
    HttpResponse<String> response = send("POST", "nobody/start");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("nobody").contains("initialize");
    assertThat(send("GET", "No-Name").statusCode()).isEqualTo(404);
  }
}
