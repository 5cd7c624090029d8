package left4me.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a tab of a browser, in Chromium's DevTools protocol: calls with a number, and
 * answers and events as they come.
 */
final class DevTools implements AutoCloseable {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final WebSocket socket;
  private final Inbox inbox;
  private int calls;

  private DevTools(WebSocket socket, Inbox inbox) {
    this.socket = socket;
    this.inbox = inbox;
  }

  static DevTools connect(HttpClient client, URI tab) {
    Inbox inbox = new Inbox();
    return new DevTools(client.newWebSocketBuilder().buildAsync(tab, inbox).join(), inbox);
  }

  /** The parameters of a call. */
  interface Parameters {
    void write(JsonGenerator json) throws IOException;
  }

  /** Calls a method, and waits for its result. */
  synchronized JsonValue call(String method, Parameters parameters)
      throws IOException, InterruptedException {
    String id = Integer.toString(++calls);
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("id", calls);
      json.writeStringField("method", method);
      json.writeObjectFieldStart("params");
      parameters.write(json);
      json.writeEndObject();
      json.writeEndObject();
    }
    CompletableFuture<JsonValue> answer = inbox.expect(id);
    try {
      socket.sendText(text.toString(), true).get();
      JsonValue told = answer.get();
      return told.find("result").orElseThrow(() -> new AssertionError(method + ": " + told));
    } catch (ExecutionException e) {
      throw new IOException(method, e);
    }
  }

  JsonValue call(String method) throws IOException, InterruptedException {
    return call(method, none -> {});
  }

  /** The events of a name so far. */
  List<JsonValue> events(String method) {
    return inbox.events.stream().filter(event -> event.text("method").equals(method)).toList();
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** Whatever comes, in parts. */
  private static final class Inbox implements WebSocket.Listener {

    private final Map<String, CompletableFuture<JsonValue>> expected = new ConcurrentHashMap<>();
    private final List<JsonValue> events = new CopyOnWriteArrayList<>();
    private final StringBuilder part = new StringBuilder();

    CompletableFuture<JsonValue> expect(String id) {
      CompletableFuture<JsonValue> answer = new CompletableFuture<>();
      expected.put(id, answer);
      return answer;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        take(JsonValue.parse(part.toString()));
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    private void take(JsonValue message) {
      if (message.find("id").isPresent()) {
        CompletableFuture<JsonValue> answer = expected.remove(message.text("id"));
        if (answer != null) {
          answer.complete(message);
        }
      } else {
        events.add(message);
      }
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      expected.values().forEach(answer -> answer.completeExceptionally(failure));
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      onError(socket, new IOException("the browser has gone: " + status + " " + reason));
      return null;
    }
  }
}
