package left4me.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value in JSON, whole in memory. Immutable.
 *
 * @param value a {@code Map<String, JsonValue>}, a {@code List<JsonValue>}, or the text of anything
 *     else
 */
record JsonValue(Object value) {

  private static final JsonFactory FACTORY = new JsonFactory();

  static JsonValue parse(String json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      return read(parser);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + json, e);
    }
  }

  private static JsonValue read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, read(parser));
        }
        yield new JsonValue(Map.copyOf(members));
      }
      case START_ARRAY -> {
        List<JsonValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(parser));
        }
        yield new JsonValue(List.copyOf(items));
      }
      default -> new JsonValue(parser.getText());
    };
  }

  /** What a member of this object is; empty if it has none of that name. */
  Optional<JsonValue> find(String name) {
    if (!(value instanceof Map<?, ?> members)) {
      throw new AssertionError("no object: " + value);
    }
    return Optional.ofNullable((JsonValue) members.get(name));
  }

  /** What a member of this object is. */
  JsonValue get(String name) {
    return find(name).orElseThrow(() -> new AssertionError("no " + name + " in " + value));
  }

  /** The text of a member of this object. */
  String text(String name) {
    return get(name).text();
  }

  /** This, if it is neither an object nor a list. */
  String text() {
    if (!(value instanceof String text)) {
      throw new AssertionError("no text: " + value);
    }
    return text;
  }

  /** The items of this list. */
  List<JsonValue> items() {
    if (!(value instanceof List<?> items)) {
      throw new AssertionError("no list: " + value);
    }
    return items.stream().map(JsonValue.class::cast).toList();
  }
}
