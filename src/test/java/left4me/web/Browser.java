package left4me.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import left4me.lab.Command;

/**
 * A headless Chromium on the booted host. It runs as a user that systemd makes for it, and who is
 * gone with it: neither root, nor left4me.
 */
final class Browser implements AutoCloseable {

  private static final String UNIT = "it-browser.service";
  private static final String SAYS_WHERE = "DevTools listening on ws://";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final String address;

  private Browser(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  static Browser start() throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    "systemd-run",
                    "--quiet",
                    "--pipe",
                    "--collect",
                    "--unit=" + UNIT,
                    "--property=DynamicUser=yes",
                    "--property=StateDirectory=it-browser",
                    "--setenv=HOME=/var/lib/it-browser",
                    "/usr/bin/chromium-headless-shell",
                    "--remote-debugging-port=0",
                    "--user-data-dir=/var/lib/it-browser",
                    "--disable-gpu",
                    "--lang=en-GB",
                    "--window-size=1000,760",
                    "about:blank"))
            .redirectErrorStream(true)
            .start();
    StringBuilder said = new StringBuilder();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(SAYS_WHERE)) {
        // What it says from now on nobody wants, but it must not wait for a reader.
        Thread.ofVirtual().start(() -> output.lines().forEach(more -> {}));
        return new Browser(
            process, URI.create(line.substring(SAYS_WHERE.length() - 5)).getAuthority());
      }
      said.append(line).append('\n');
    }
    throw new IOException("it has not started: " + said);
  }

  /** Opens a page in a tab of its own. */
  BrowserTab open(String url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?about:blank"))
            .PUT(BodyPublishers.noBody())
            .build();
    JsonValue tab = JsonValue.parse(client.send(request, BodyHandlers.ofString()).body());
    BrowserTab opened =
        new BrowserTab(DevTools.connect(client, URI.create(tab.text("webSocketDebuggerUrl"))));
    opened.go(url);
    return opened;
  }

  /** The number of the user that it runs as. */
  int user() throws IOException, InterruptedException {
    String pid =
        Command.run("systemctl", "show", "--property=MainPID", "--value", UNIT).orFail().strip();
    return (Integer) Files.getAttribute(Path.of("/proc", pid), "unix:uid");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    client.shutdownNow();
    Command.run("systemctl", "stop", UNIT);
    process.waitFor();
    Command.run("rm", "-rf", "/var/lib/private/it-browser", "/var/lib/it-browser").orFail();
  }
}
