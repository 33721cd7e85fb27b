package flowgap.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Locale;

/**
 * Writes JSON that is the same on every machine and harmless in a terminal: line ends are LF, and
 * characters that act on their surroundings are escaped.
 */
final class JsonOut implements AutoCloseable {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final LinesPrinter printer = new LinesPrinter();
  private final JsonGenerator json;

  JsonOut(OutputStream out) throws IOException {
    json = FACTORY.createGenerator(out);
    json.setPrettyPrinter(printer);
    json.setCharacterEscapes(new Escapes());
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /** Writes one member of an object, or one element of an array. */
  @FunctionalInterface
  interface Body {
    void write() throws IOException;
  }

  /** Writes one element of an array. */
  @FunctionalInterface
  interface Each<T> {
    void write(T element) throws IOException;
  }

  void object(String name, Body body) throws IOException {
    json.writeFieldName(name);
    object(body);
  }

  void object(Body body) throws IOException {
    json.writeStartObject();
    body.write();
    json.writeEndObject();
  }

  /** The same, each element on a line of its own, for lists that grow with the audit. */
  <T> void lines(String name, Iterable<T> elements, Each<T> each) throws IOException {
    printer.linesAt(json.getOutputContext().getNestingDepth() + 1);
    objects(name, elements, each);
  }

  <T> void objects(String name, Iterable<T> elements, Each<T> each) throws IOException {
    json.writeArrayFieldStart(name);
    for (T e : elements) {
      object(() -> each.write(e));
    }
    json.writeEndArray();
  }

  void texts(String name, Collection<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String v : values) {
      json.writeString(Plain.paired(v));
    }
    json.writeEndArray();
  }

  void text(String name, String value) throws IOException {
    json.writeStringField(Plain.paired(name), Plain.paired(value));
  }

  void number(String name, long value) throws IOException {
    json.writeNumberField(name, value);
  }

  /** A 1-based number; null where there is none. */
  void line(String name, int value) throws IOException {
    if (value == 0) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, value);
    }
  }

  void truth(String name, boolean value) throws IOException {
    json.writeBooleanField(name, value);
  }

  void nothing(String name) throws IOException {
    json.writeNullField(name);
  }

  @Override
  public void close() throws IOException {
    json.writeRaw('\n');
    json.close();
  }

  private static final class Escapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

    Escapes() {
      ascii[0x7F] = ESCAPE_CUSTOM;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii.clone();
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      boolean acts =
          switch (Character.getType(c)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
          };
      return acts ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", c)) : null;
    }
  }
}
