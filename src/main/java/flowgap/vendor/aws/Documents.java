package flowgap.vendor.aws;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import flowgap.source.Encoding;
import flowgap.source.InputFailure;
import flowgap.source.InputFile;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the elements in an export, whatever stands around them: the command's own object, bare
 * lists, pages one after another, wrappers of test recordings and collectors.
 */
final class Documents {
  private static final Pattern PREFIX_LIST = Pattern.compile("pl-[0-9a-zA-Z]+");

  /** Receives what a file holds. */
  interface Receiver {
    /**
     * @param context the prefix list that the surrounding name or the file's name holds, or empty
     */
    void element(Element kind, Json json, String context);

    /**
     * A document of this kind has been read; {@code more} = it says that there are further pages.
     */
    void page(Element kind, boolean more);

    /** A list that has no bearing here, or that is not known. */
    void passedOver(String name, boolean known);
  }

  private final Receiver receiver;
  private final JsonValues values;
  private final JsonParser parser;

  private Documents(Receiver receiver, JsonValues values) {
    this.receiver = receiver;
    this.values = values;
    this.parser = values.parser();
  }

  /** Reads a whole file. */
  static void read(InputFile file, UsedLines lines, Receiver receiver)
      throws IOException, InputFailure {
    try (Reader reader = lines.counting(open(file));
        JsonValues values = new JsonValues(reader)) {
      new Documents(receiver, values).documents(prefixList(file.baseName()));
    } catch (JsonProcessingException e) {
      throw failure(file, e);
    }
  }

  private static InputFailure failure(InputFile file, JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    int line = at == null ? 1 : Math.max(1, at.getLineNr());
    int column = at == null ? 1 : Math.max(1, at.getColumnNr());
    return new InputFailure(
        Problem.error(
            new SourceSpan(file.name(), line, column, "", ""),
            "this is no whole JSON: " + e.getOriginalMessage().replaceAll("\\s+", " ")));
  }

  /** Opens a file in its encoding, without its byte order mark. */
  static Reader open(InputFile file) throws IOException {
    Reader reader =
        new BufferedReader(
            new InputStreamReader(file.open(), Encoding.detect(file.head())), 1 << 16);
    reader.mark(1);
    if (reader.read() != 0xFEFF) {
      reader.reset();
    }
    return reader;
  }

  static String prefixList(String name) {
    Matcher m = PREFIX_LIST.matcher(name);
    return m.find() ? m.group() : "";
  }

  private void documents(String context) throws IOException {
    boolean any = false;
    while (parser.nextToken() != null) {
      any = true;
      value(context, 0);
    }
    if (!any) {
      throw new com.fasterxml.jackson.core.io.JsonEOFException(parser, null, "the file is empty");
    }
  }

  private void value(String context, int depth) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_ARRAY) {
      bareList(context, depth);
    } else if (token == JsonToken.START_OBJECT) {
      object(context, depth);
    }
  }

  /** A list without a name: {@code --query} gives such ones, and lists of lists. */
  private void bareList(String context, int depth) throws IOException {
    Set<Element> met = EnumSet.noneOf(Element.class);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_ARRAY && depth < 4) {
        bareList(context, depth + 1);
      } else {
        element(values.read(), context).ifPresent(met::add);
      }
    }
    met.forEach(kind -> receiver.page(kind, false));
  }

  private Optional<Element> element(Json json, String context) {
    Optional<Element> kind = Element.ofMembers(json.members().keySet());
    if (kind.isPresent()) {
      receiver.element(kind.get(), json, context);
    } else if (!json.isBlank()) {
      receiver.passedOver("an element that is not known", false);
    }
    return kind;
  }

  private void object(String context, int depth) throws IOException {
    JsonLocation at = parser.currentTokenLocation();
    Map<String, Json> rest = new LinkedHashMap<>();
    Set<Element> met = EnumSet.noneOf(Element.class);
    boolean more = false;
    boolean element = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      Optional<Element> kind = element ? Optional.empty() : Element.ofList(name);
      if (kind.isPresent() && token == JsonToken.START_ARRAY) {
        met.add(kind.get());
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          receiver.element(kind.get(), values.read(), context);
        }
      } else if (kind.isPresent() && token == JsonToken.VALUE_NULL) {
        met.add(kind.get());
      } else if (name.equalsIgnoreCase("NextToken")) {
        more |= !values.read().isBlank();
      } else if (!element && Element.isIgnoredList(name) && token == JsonToken.START_ARRAY) {
        parser.skipChildren();
        receiver.passedOver(name, true);
      } else if (!element
          && token == JsonToken.START_OBJECT
          && depth < 4
          && !Element.marksElement(name)) {
        String inner = prefixList(name);
        object(inner.isEmpty() ? context : inner, depth + 1);
      } else {
        element |= Element.marksElement(name);
        boolean list = token == JsonToken.START_ARRAY;
        rest.put(name, values.read());
        if (list && !element) {
          receiver.passedOver(name, false);
        }
      }
    }
    for (Element kind : met) {
      receiver.page(kind, more);
    }
    Optional<Element> itself = element ? Element.ofMembers(rest.keySet()) : Optional.empty();
    if (itself.isPresent()) {
      int last = parser.currentLocation().getLineNr();
      receiver.element(
          itself.get(), new Json(rest, at.getLineNr(), at.getColumnNr(), last), context);
      receiver.page(itself.get(), false);
    }
  }

  /** The names of the lists and marks in the first part of a file; it may end anywhere. */
  static String head(InputFile file) throws IOException {
    String text = file.headText();
    return text.isEmpty() ? new String(file.head(), StandardCharsets.UTF_8) : text;
  }
}
