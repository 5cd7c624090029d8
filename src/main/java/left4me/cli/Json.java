package left4me.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that is being written, field by field. What is absent is written as null, so that
 * an object of one kind always has the same keys.
 */
final class Json {

  // In ASCII: nothing of a server's reaches a terminal, and no locale matters.
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final JsonGenerator generator;

  private Json(JsonGenerator generator) {
    this.generator = generator;
  }

  /** The fields of an object. */
  interface Fields {
    void write(Json json) throws IOException;
  }

  /** One object, on one line. */
  static String object(Fields fields) {
    return text(json -> json.nested(fields));
  }

  /** An array of objects, each on a line of its own. */
  static String array(List<Fields> objects) {
    List<String> lines = objects.stream().map(Json::object).toList();
    return lines.isEmpty() ? "[]" : "[\n" + String.join(",\n", lines) + "\n]";
  }

  private static String text(Fields content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      content.write(new Json(generator));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private void nested(Fields fields) throws IOException {
    generator.writeStartObject();
    fields.write(this);
    generator.writeEndObject();
  }

  Json text(String key, @Nullable String value) throws IOException {
    generator.writeStringField(key, value);
    return this;
  }

  /** A text that is absent where it is empty. */
  Json textOrNull(String key, String value) throws IOException {
    return text(key, value.isEmpty() ? null : value);
  }

  Json text(String key, Optional<?> value) throws IOException {
    return text(key, value.map(Object::toString).orElse(null));
  }

  Json truth(String key, boolean value) throws IOException {
    generator.writeBooleanField(key, value);
    return this;
  }

  Json truth(String key, Optional<Boolean> value) throws IOException {
    if (value.isPresent()) {
      return truth(key, value.get());
    }
    generator.writeNullField(key);
    return this;
  }

  Json number(String key, OptionalInt value) throws IOException {
    return number(
        key, value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty());
  }

  Json number(String key, OptionalLong value) throws IOException {
    if (value.isPresent()) {
      return number(key, value.getAsLong());
    }
    generator.writeNullField(key);
    return this;
  }

  Json number(String key, long value) throws IOException {
    generator.writeNumberField(key, value);
    return this;
  }

  Json texts(String key, Optional<List<String>> values) throws IOException {
    if (values.isEmpty()) {
      generator.writeNullField(key);
      return this;
    }
    generator.writeArrayFieldStart(key);
    for (String value : values.get()) {
      generator.writeString(value);
    }
    generator.writeEndArray();
    return this;
  }

  Json objects(String key, List<Fields> objects) throws IOException {
    generator.writeArrayFieldStart(key);
    for (Fields each : objects) {
      nested(each);
    }
    generator.writeEndArray();
    return this;
  }
}
