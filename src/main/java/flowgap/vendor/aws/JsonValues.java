package flowgap.vendor.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.base.ParserBase;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON value by value, each with its place; memory holds one value at a time. */
final class JsonValues implements AutoCloseable {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser parser;
  private final SharedTexts texts = new SharedTexts();

  JsonValues(Reader reader) throws IOException {
    parser = FACTORY.createParser(reader);
  }

  JsonParser parser() {
    return parser;
  }

  /** The value that begins at the parser's token. */
  Json read() throws IOException {
    int line = line();
    int column = column();
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        Members members = new Members();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          if (!members.add(name, read())) {
            throw new JsonParseException(
                parser, "the name \"" + name + "\" stands twice in one object");
          }
        }
        return new Json(members, line, column, line());
      }
      case START_ARRAY -> {
        List<Json> items = List.of();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items = items.isEmpty() ? new ArrayList<>(2) : items;
          items.add(read());
        }
        return new Json(items, line, column, line());
      }
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        return new Json(text(), line, column, line);
      }
      case VALUE_TRUE -> {
        return new Json(Boolean.TRUE, line, column, line);
      }
      case VALUE_FALSE -> {
        return new Json(Boolean.FALSE, line, column, line);
      }
      case VALUE_NULL -> {
        return new Json(null, line, column, line);
      }
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new JsonParseException(parser, "a value was expected");
      default -> throw new IllegalStateException();
    }
  }

  /** The line of the parser's token; the parser tells it without making an object of it. */
  private int line() {
    return parser instanceof ParserBase base
        ? base.getTokenLineNr()
        : parser.currentTokenLocation().getLineNr();
  }

  /** The parser counts a token's columns from zero and adds one twice. */
  private int column() {
    return parser instanceof ParserBase base
        ? base.getTokenColumnNr() - 1
        : parser.currentTokenLocation().getColumnNr();
  }

  private String text() throws IOException {
    return texts.of(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
