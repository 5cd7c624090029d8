package left4me.web.example;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import left4me.host.Blueprint;
import left4me.host.BlueprintException;
import left4me.host.HostException;
import left4me.host.Left4meHost;
import left4me.host.Outcome;
import left4me.host.StepListener;
import left4me.instance.InstanceName;

/**
 * What changes a server. The answer is a line of JSON for each step as it happens, and a last one
 * with the outcome or the error: its status is 200 whatever that will be, as it has begun by then.
 */
final class Operations {

  private final Left4meHost host;

  Operations(Left4meHost host) {
    this.host = host;
  }

  private interface Operation {
    Outcome run(StepListener listener) throws HostException, InterruptedException;
  }

  /** Runs a verb. */
  void run(HttpExchange exchange, InstanceName name, String verb)
      throws IOException, RefusedException, InterruptedException {
    Operation operation =
        switch (verb) {
          case "start" -> steps -> host.start(name, steps);
          case "stop" -> steps -> host.stop(name, steps);
          case "restart" -> steps -> host.restart(name, steps);
          case "reset" -> steps -> host.reset(name, steps);
          default -> throw RefusedException.nothingThere();
        };
    answer(exchange, operation);
  }

  /** Makes a server from the blueprint in the body. */
  void initialize(HttpExchange exchange, InstanceName name)
      throws IOException, RefusedException, InterruptedException {
    Blueprint blueprint = blueprint(exchange.getRequestBody());
    answer(exchange, steps -> host.initialize(name, blueprint, steps));
  }

  /** Removes a server. */
  void delete(HttpExchange exchange, InstanceName name) throws IOException, InterruptedException {
    answer(exchange, steps -> host.delete(name, steps));
  }

  private static Blueprint blueprint(InputStream body) throws IOException, RefusedException {
    byte[] bytes = body.readNBytes(Blueprint.SIZE_LIMIT + 1);
    if (bytes.length > Blueprint.SIZE_LIMIT) {
      throw new RefusedException(413, "larger than " + Blueprint.SIZE_LIMIT + " bytes");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Blueprint.parse(text, "blueprint");
    } catch (CharacterCodingException e) {
      throw new RefusedException(400, "blueprint: not a text in UTF-8");
    } catch (BlueprintException e) {
      throw new RefusedException(e);
    }
  }

  private static void answer(HttpExchange exchange, Operation operation)
      throws IOException, InterruptedException {
    Lines lines = new Lines(Answer.begin(exchange, "application/x-ndjson"));
    try {
      Outcome outcome = operation.run(step -> lines.send(Json.step(step)));
      lines.send(Json.outcome(outcome));
    } catch (HostException e) {
      lines.send(Json.error(e));
    }
  }
}
