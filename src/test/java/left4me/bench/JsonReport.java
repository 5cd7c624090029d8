package left4me.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** The results for programs. */
final class JsonReport {

  private static final double PRECISION = 1000;

  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  static String of(Results results, boolean quick) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      new JsonReport(json).write(results, quick);
    }
    return text.append('\n').toString();
  }

  private void write(Results results, boolean quick) throws IOException {
    json.writeStartObject();
    json.writeStringField("kernel", System.getProperty("os.version"));
    json.writeStringField("java", Runtime.version().toString());
    json.writeNumberField("processors", Runtime.getRuntime().availableProcessors());
    json.writeBooleanField("quick", quick);
    json.writeArrayFieldStart("rows");
    for (Row row : results.rows()) {
      write(row);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("curves");
    for (Curve curve : results.curves()) {
      write(curve);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("failures");
    for (Failure failure : results.failures()) {
      json.writeStartObject();
      json.writeStringField("part", failure.part());
      json.writeStringField("why", failure.why());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(Row row) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", row.name());
    json.writeStringField("what", row.what());
    json.writeStringField("unit", row.unit());
    write("ours", row.ours());
    write("yardstick", row.yardstick());
    if (row.ratio().isPresent()) {
      number("ratio", row.ratio().getAsDouble());
    }
    Target target = row.target();
    if (target != null) {
      json.writeStringField("judged", target.isRatio() ? "ratio" : "median");
      json.writeNumberField("reach", target.reach());
      json.writeNumberField("aim", target.aim());
      json.writeStringField("verdict", target.verdict(row.judged()).toString());
    }
    json.writeEndObject();
  }

  private void write(Curve curve) throws IOException {
    json.writeStartObject();
    json.writeStringField("by", curve.panel().words());
    json.writeStringField("name", curve.name());
    json.writeStringField("unit", Row.MILLISECONDS);
    json.writeArrayFieldStart("points");
    for (Curve.Point point : curve.points()) {
      json.writeStartObject();
      json.writeNumberField("x", point.x());
      write("samples", point.ms());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(String key, @Nullable Samples samples) throws IOException {
    if (samples == null) {
      return;
    }
    json.writeObjectFieldStart(key);
    json.writeNumberField("count", samples.count());
    json.writeNumberField("setAside", samples.setAside());
    json.writeNumberField("disturbed", samples.disturbed());
    number("median", samples.median());
    number("lowerQuartile", samples.lowerQuartile());
    number("upperQuartile", samples.upperQuartile());
    number("min", samples.min());
    number("max", samples.max());
    json.writeEndObject();
  }

  /** A microsecond of a millisecond is more than was measured. */
  private void number(String key, double value) throws IOException {
    json.writeNumberField(key, Math.round(value * PRECISION) / PRECISION);
  }
}
