package left4me.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import left4me.lab.A2s;
import left4me.lab.Command;
import left4me.lab.StandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the example web tier refuses: other pages, other names, other trees. */
@Timeout(180)
final class WebTierEdgeIT {

  @RegisterExtension static final WebTier TIER = new WebTier();

  private static final Path RUNTIME = StandIn.ROOT.resolve("runtime");

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
    try (Socket socket = WebTier.connected()) {
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
    Command.loginAs("left4me", "ln", "-s", "/etc/passwd", merged + "/to-file").orFail();
    Command.loginAs("left4me", "ln", "-s", "/etc", merged + "/to-folder").orFail();
    Command.loginAs("left4me", "mkfifo", merged + "/fifo").orFail();
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
