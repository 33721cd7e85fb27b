package flowgap.vendor.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON value by value, each with its place; memory holds one value at a time. */
final class JsonValues implements AutoCloseable {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Texts that stand in many places (protocols, states, ids of groups) are kept once. */
  private static final int SHARED = 50_000;

  private final JsonParser parser;
  private final Map<String, String> shared = new HashMap<>();

  JsonValues(Reader reader) throws IOException {
    parser = FACTORY.createParser(reader);
  }

  JsonParser parser() {
    return parser;
  }

  /** The value that begins at the parser's token. */
  Json read() throws IOException {
    JsonLocation at = parser.currentTokenLocation();
    int line = at.getLineNr();
    int column = at.getColumnNr();
    Object value;
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          if (members.put(name, read()) != null) {
            throw new JsonParseException(
                parser, "the name \"" + name + "\" stands twice in one object");
          }
        }
        value = members;
      }
      case START_ARRAY -> {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(read());
        }
        value = items;
      }
      case VALUE_STRING -> value = shared(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> value = shared(parser.getText());
      case VALUE_TRUE -> value = Boolean.TRUE;
      case VALUE_FALSE -> value = Boolean.FALSE;
      case VALUE_NULL -> value = null;
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new JsonParseException(parser, "a value was expected");
      default -> throw new IllegalStateException();
    }
    int last = parser.currentLocation().getLineNr();
    return new Json(value, line, column, last);
  }

  private String shared(String text) {
    if (text.length() > 40) {
      return text;
    }
    String known = shared.get(text);
    if (known != null) {
      return known;
    }
    if (shared.size() < SHARED) {
      shared.put(text, text);
    }
    return text;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
