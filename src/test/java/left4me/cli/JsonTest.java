package left4me.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import left4me.host.Blueprint;
import left4me.host.HostException;
import left4me.host.LogLine.Priority;
import left4me.host.Outcome;
import left4me.host.SampleFailures;
import left4me.host.Step;
import left4me.instance.InstanceName;
import org.junit.jupiter.api.Test;

/** What programs rely on: each object whole, and the manual. */
final class JsonTest {

  private static final InstanceName ALPHA = new InstanceName("alpha");

  @Test
  void aStatusHasAllItsKeys() {
    assertThat(StatusJson.array(List.of(Samples.running("alpha"))))
        .isEqualTo(
            """
            [
            {"instance":"alpha","initialized":true,"port":27015,"activeState":"active",\
            "subState":"running","result":"success","failedCommand":null,"exitStatus":0,\
            "mainPid":4711,"since":"2026-11-22T18:30:00.250Z",\
            "invocation":"0123456789abcdef0123456789abcdef","restarts":2,"comesBack":true,\
            "mounted":true,"cpuNanos":7089000000,"memoryBytes":314572800,"tasks":23}
            ]""");
  }

  @Test
  void whatIsAbsentIsNull() {
    assertThat(StatusJson.change(Samples.TIME, Samples.unknown("alpha")))
        .isEqualTo(
            """
            {"time":"2026-11-22T18:30:00.250Z","instance":"alpha","initialized":null,\
            "port":null,"activeState":"inactive","subState":"dead","result":null,\
            "failedCommand":null,"exitStatus":null,"mainPid":null,"since":null,\
            "invocation":null,"restarts":0,"comesBack":null,"mounted":false,"cpuNanos":null,\
            "memoryBytes":null,"tasks":null}""");
    assertThat(StatusJson.array(List.of())).isEqualTo("[]");
  }

  @Test
  void aLineOfALogIsAsTheServerPrintedItAndHarmless() throws Exception {
    String text = "\u001b[31m\"ü\"\u009b\u2028\ud800";
    String json = EventJson.line(Samples.line("alpha", Priority.ERROR, text));
    assertThat(json).matches("[ -~]+").contains("\"priority\":\"err\",", "\"pid\":4712,");
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      String last = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        last = token == JsonToken.VALUE_STRING ? parser.getText() : last;
      }
      assertThat(last).isEqualTo(text);
    }
  }

  @Test
  void anErrorSaysWhatKindItIs() {
    assertThat(
            EventJson.error(Optional.of(ALPHA), "start", SampleFailures.unit(ALPHA, "one", "two")))
        .startsWith("{\"event\":\"error\",\"instance\":\"alpha\",\"operation\":\"start\",")
        .contains("\"kind\":\"unit-failed\",\"message\":\"start alpha: ")
        .contains("\"line\":null,\"jobResult\":\"failed\",")
        .endsWith("\"lastLines\":[\"one\",\"two\"]}");
    assertThat(EventJson.error(Optional.empty(), "validate", SampleFailures.all().getFirst()))
        .contains("\"instance\":null", "\"kind\":\"blueprint\"", "\"line\":2,")
        .endsWith("\"jobResult\":null,\"unitResult\":null,\"lastLines\":null}");
  }

  @Test
  void aResultSaysWhatCameOfIt() {
    assertThat(EventJson.result(ALPHA, "initialize", Outcome.AT_NEXT_START))
        .isEqualTo(
            "{\"event\":\"result\",\"instance\":\"alpha\",\"operation\":\"initialize\","
                + "\"outcome\":\"at-next-start\"}");
  }

  private static List<String> oneOfEach() throws HostException {
    Blueprint blueprint =
        Blueprint.parse("port: 1\noverlays: [{path: a, alias: b}]\n", "alpha.yaml");
    return List.of(
        StatusJson.array(List.of(Samples.running("a"))),
        StatusJson.change(Samples.TIME, Samples.running("a")),
        EventJson.line(Samples.line("a", Priority.DEBUG, "")),
        EventJson.output(Samples.line("a", Priority.DEBUG, "")),
        EventJson.step(new Step(ALPHA, Samples.TIME, "x")),
        EventJson.result(ALPHA, "start", Outcome.DONE),
        EventJson.error(Optional.empty(), "x", SampleFailures.all().getFirst()),
        EventJson.interrupted("x", "y"),
        EventJson.valid("alpha.yaml", blueprint));
  }

  @Test
  void theManualHasEachKeyAndNoOther() throws Exception {
    Set<String> printed = new TreeSet<>();
    Set<String> events = new TreeSet<>();
    for (String json : oneOfEach()) {
      try (JsonParser parser = new JsonFactory().createParser(json)) {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          if (token == JsonToken.FIELD_NAME) {
            printed.add(parser.currentName());
          } else if ("event".equals(parser.currentName()) && token == JsonToken.VALUE_STRING) {
            events.add(parser.getText());
          }
        }
      }
    }
    Manual manual = Manual.read().section("JSON");
    assertThat(manual.words(".Va", ".It Va")).isEqualTo(printed);
    Stream.of(FailureKind.values()).map(FailureKind::word).forEach(events::add);
    assertThat(manual.words(".It Li")).as("events and kinds").isEqualTo(events);
  }

  @Test
  void theManualHasEachOutcome() throws Exception {
    String manual = String.join("\n", Manual.read().section("JSON").lines());
    for (Outcome outcome : Outcome.values()) {
      String json = EventJson.result(ALPHA, "x", outcome);
      assertThat(manual).contains(".Li " + json.replaceAll(".*\"outcome\":\"(.*)\"}", "$1"));
    }
  }

  @Test
  void noFailureIsOfTwoKinds() {
    assertThat(SampleFailures.all().stream().map(FailureKind::of))
        .doesNotHaveDuplicates()
        .doesNotContain(FailureKind.INTERRUPTED)
        .hasSize(FailureKind.values().length - 1);
  }
}
