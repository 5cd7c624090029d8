package left4me.web.example;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import left4me.host.BlueprintException;
import left4me.host.HostException;
import left4me.host.InstanceStatus;
import left4me.host.LogLine;
import left4me.host.Outcome;
import left4me.host.Step;

/** What is told, in JSON. Each text is one line. */
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static String text(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // It is all in memory.
    }
    return text.toString();
  }

  private static String object(Content members) {
    return text(
        json -> {
          json.writeStartObject();
          members.write(json);
          json.writeEndObject();
        });
  }

  static String step(Step step) {
    return object(
        json -> {
          json.writeStringField("step", step.sentence());
          json.writeStringField("time", step.time().toString());
        });
  }

  static String outcome(Outcome outcome) {
    return object(json -> json.writeStringField("outcome", outcome.name()));
  }

  static String error(String message) {
    return object(json -> json.writeStringField("error", message));
  }

  static String error(HostException failure) {
    return object(
        json -> {
          json.writeStringField("error", failure.getMessage());
          if (failure instanceof BlueprintException blueprint && blueprint.line().isPresent()) {
            json.writeNumberField("line", blueprint.line().getAsInt());
          }
        });
  }

  static String line(LogLine line) {
    return object(
        json -> {
          json.writeStringField("time", line.time().toString());
          json.writeStringField("priority", line.priority().word());
          json.writeStringField("program", line.program());
          json.writeStringField("text", line.text());
        });
  }

  static String statuses(Collection<InstanceStatus> statuses) {
    return text(
        json -> {
          json.writeStartArray();
          for (InstanceStatus status : statuses) {
            write(json, status);
          }
          json.writeEndArray();
        });
  }

  static String status(InstanceStatus status) {
    return text(json -> write(json, status));
  }

  /** What is not known is left out. */
  private static void write(JsonGenerator json, InstanceStatus status) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", status.name().value());
    json.writeStringField("state", status.activeState());
    json.writeStringField("subState", status.subState());
    json.writeStringField("result", status.result());
    json.writeStringField("invocation", status.invocation());
    json.writeNumberField("restarts", status.restarts());
    json.writeBooleanField("mounted", status.mounted());
    if (status.initialized().isPresent()) {
      json.writeBooleanField("initialized", status.initialized().get());
    }
    if (status.comesBack().isPresent()) {
      json.writeBooleanField("comesBack", status.comesBack().get());
    }
    if (status.port().isPresent()) {
      json.writeNumberField("port", status.port().getAsInt());
    }
    if (status.since().isPresent()) {
      json.writeStringField("since", status.since().get().toString());
    }
    if (status.failedCommand().isPresent()) {
      json.writeStringField("failedCommand", status.failedCommand().get());
    }
    if (status.exitStatus().isPresent()) {
      json.writeNumberField("exitStatus", status.exitStatus().getAsInt());
    }
    if (status.mainPid().isPresent()) {
      json.writeNumberField("mainPid", status.mainPid().getAsLong());
    }
    if (status.cpu().isPresent()) {
      json.writeNumberField("cpuSeconds", status.cpu().get().toMillis() / 1000.0);
    }
    if (status.memory().isPresent()) {
      json.writeNumberField("memory", status.memory().getAsLong());
    }
    if (status.tasks().isPresent()) {
      json.writeNumberField("tasks", status.tasks().getAsLong());
    }
    json.writeEndObject();
  }
}
