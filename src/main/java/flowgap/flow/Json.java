package flowgap.flow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import flowgap.source.Encoding;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value that knows where it stands.
 *
 * @param value {@code Map<String, Json>}, {@code List<Json>}, {@code String}, {@code Boolean};
 *     numbers are kept as written
 */
record Json(Object value, SourceSpan span) {
  static Json read(InputFile file) throws InputFailure, IOException {
    String text;
    try (InputStream in = file.open()) {
      text = Encoding.decode(in.readAllBytes());
    }
    List<String> lines = text.lines().toList();
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser parser = factory.createParser(text)) {
      if (parser.nextToken() == null) {
        throw Tables.failure(file, "the file is empty; expected a profile in JSON");
      }
      Json root = new Reader(file.name(), lines, parser).value();
      if (parser.nextToken() != null) {
        throw new InputFailure(
            Problem.error(
                new Reader(file.name(), lines, parser).here(), "nothing may follow the profile"));
      }
      return root;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
      String quoted = line <= lines.size() ? lines.get(line - 1) : "";
      throw new InputFailure(
          Problem.error(
              new SourceSpan(file.name(), line, column, quoted, ""),
              "this is no JSON: " + e.getOriginalMessage()));
    }
  }

  boolean isObject() {
    return value instanceof Map;
  }

  boolean isList() {
    return value instanceof List;
  }

  boolean isText() {
    return value instanceof String;
  }

  @SuppressWarnings("unchecked")
  Map<String, Json> members() {
    return (Map<String, Json>) value;
  }

  @SuppressWarnings("unchecked")
  List<Json> elements() {
    return (List<Json>) value;
  }

  String text() {
    return (String) value;
  }

  /** Builds values of a parser's tokens. */
  private record Reader(String file, List<String> lines, JsonParser parser) {
    SourceSpan here() {
      int line = parser.currentTokenLocation().getLineNr();
      String quoted = line <= lines.size() ? lines.get(line - 1).strip() : "";
      return new SourceSpan(file, line, parser.currentTokenLocation().getColumnNr(), quoted, "");
    }

    Json value() throws IOException {
      SourceSpan span = here();
      JsonToken token = parser.currentToken();
      if (token == JsonToken.START_OBJECT) {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          members.put(name, value());
        }
        return new Json(members, span);
      }
      if (token == JsonToken.START_ARRAY) {
        List<Json> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value());
        }
        return new Json(elements, span);
      }
      if (token.isBoolean()) {
        return new Json(parser.getBooleanValue(), span);
      }
      return new Json(parser.getText(), span);
    }
  }
}
