package left4me.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import left4me.lab.Command;
import left4me.lab.StandIn;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The example web tier in left4me-web.service while a class is tested, with the drop-in as it is
 * shipped; and a client of it. What it made is removed at the end.
 */
final class WebTier implements BeforeAllCallback, AfterAllCallback {

  static final String UNIT = "left4me-web.service";
  static final int PORT = 8027;
  static final String ORIGIN = "http://127.0.0.1:" + PORT;

  /** Less than a test's own limit, which would not say why. */
  private static final int LIMIT_SECONDS = 120;

  private static final Path UNIT_FILE = Path.of("/run/systemd/system", UNIT);
  private static final Path PROGRAM = Path.of("/opt/left4me-web");
  private static final Path PACKAGE = Path.of("left4me/web/example");

  /** Its classes, and beside them the page and the unit. */
  private static final Path BUILT = Path.of("target/test-classes").resolve(PACKAGE);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Set<String> made = new TreeSet<>();

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    StandIn.installAsLeft4me();
    Path program = PROGRAM.resolve(PACKAGE);
    Files.createDirectories(program);
    Command.run("cp", "-RT", BUILT.toAbsolutePath().toString(), program.toString()).orFail();
    Files.copy(BUILT.resolve(UNIT), UNIT_FILE);
    Command.run("systemctl", "daemon-reload").orFail();
    if (Command.run("systemctl", "start", UNIT).status() != 0) {
      throw new IOException(Command.run("journalctl", "--no-pager", "-n", "20", "-u", UNIT).out());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    for (String name : made) {
      assertThat(last(send("DELETE", "/servers/" + name)).text("outcome")).isNotEmpty();
    }
    client.shutdownNow();
    Command.run("systemctl", "stop", UNIT).orFail();
    Files.delete(UNIT_FILE);
    Command.run("systemctl", "daemon-reload").orFail();
    Command.run("rm", "-r", PROGRAM.toString()).orFail();
  }

  /**
   * A connection to it without a client's help. A read has to have a limit of its own, as an
   * interrupt does not end it.
   */
  static Socket connected() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT);
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
    return socket;
  }

  static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(ORIGIN + path));
  }

  /** A request as our own page makes it. */
  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(
        request(path).method(method, BodyPublishers.ofString(body)).header("Origin", ORIGIN));
  }

  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    return send(method, path, "");
  }

  /** An answer without end is a failure, with what the web tier's threads are at. */
  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpRequest whole = request.build();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(whole, BodyHandlers.ofString());
    try {
      return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(
          whole + ": no whole answer within " + LIMIT_SECONDS + " s. Its threads:\n" + threads(),
          e);
    } catch (ExecutionException e) {
      throw new IOException(whole.toString(), e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  /** All threads of the web tier, the virtual ones included, and where they are. */
  private static String threads() throws IOException, InterruptedException {
    String pid = Command.run("systemctl", "show", "--property=MainPID", "--value", UNIT).orFail();
    String file = "/tmp/it-threads";
    Command.run(
            "java",
            "-m",
            "jdk.jcmd/sun.tools.jcmd.JCmd",
            pid.strip(),
            "Thread.dump_to_file",
            "-overwrite",
            file)
        .orFail();
    return Files.readString(Path.of("/proc", pid.strip(), "root" + file));
  }

  /** What an answer says that went well. */
  static String ok(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  /** The lines of an operation's answer. */
  static List<JsonValue> steps(HttpResponse<String> response) {
    return ok(response).lines().map(JsonValue::parse).toList();
  }

  /** The last of those. */
  static JsonValue last(HttpResponse<String> response) {
    return steps(response).getLast();
  }

  /** Runs an operation to its end. */
  void done(String verb, String name) throws IOException, InterruptedException {
    HttpResponse<String> response = send("POST", "/servers/" + name + "/" + verb);
    assertThat(last(response).find("outcome")).as(response.body()).isPresent();
  }

  /** Makes a server. */
  void initialize(String name, String blueprint) throws IOException, InterruptedException {
    made.add(name);
    HttpResponse<String> response = send("PUT", "/servers/" + name, blueprint);
    assertThat(last(response).text("outcome")).as(response.body()).isEqualTo("DONE");
  }

  JsonValue status(String name) throws IOException, InterruptedException {
    return JsonValue.parse(ok(send("GET", "/servers/" + name)));
  }

  /** An answer that is read while it comes. */
  HttpResponse<InputStream> open(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofInputStream());
  }

  EventReader events(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = open(request(path));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    return new EventReader(response);
  }

  /** The processes of the unit that run a program. */
  static Set<Long> processes(String program) throws IOException, InterruptedException {
    String group =
        Command.run("systemctl", "show", "--property=ControlGroup", "--value", UNIT).orFail();
    return Files.readAllLines(Path.of("/sys/fs/cgroup" + group.strip(), "cgroup.procs")).stream()
        .map(Long::valueOf)
        .filter(
            pid ->
                ProcessHandle.of(pid)
                    .flatMap(process -> process.info().command())
                    .filter(command -> command.endsWith("/" + program))
                    .isPresent())
        .collect(Collectors.toSet());
  }
}
