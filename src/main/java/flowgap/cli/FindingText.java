package flowgap.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingType;
import flowgap.analysis.ProposedChange;
import flowgap.analysis.Severity;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads findings as {@link RecordText} writes them: there are more of them than of anything else,
 * and each form of the report reads them again.
 */
final class FindingText extends JsonDeserializer<Finding> {
  @Override
  public Finding deserialize(JsonParser in, DeserializationContext context) throws IOException {
    String id = "";
    FindingType type = null;
    Severity severity = null;
    String firewall = "";
    String rule = "";
    SourceSpan span = null;
    String message = "";
    List<String> flows = List.of();
    List<Finding.Because> becauseOf = List.of();
    String example = "";
    Map<String, String> details = Map.of();
    ProposedChange change = null;
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      switch (name) {
        case "id" -> id = in.getText();
        case "type" -> type = FindingType.valueOf(in.getText());
        case "severity" -> severity = Severity.valueOf(in.getText());
        case "firewall" -> firewall = in.getText();
        case "rule" -> rule = in.getText();
        case "span" -> span = span(in);
        case "message" -> message = in.getText();
        case "flows" -> flows = texts(in);
        case "becauseOf" -> becauseOf = becauseOf(in);
        case "example" -> example = in.getText();
        case "details" -> details = details(in);
        case "change" -> change = change(in);
        default -> in.skipChildren();
      }
    }
    return new Finding(
        id,
        type,
        severity,
        firewall,
        rule,
        span,
        message,
        flows,
        becauseOf,
        example,
        details,
        Optional.ofNullable(change));
  }

  private static SourceSpan span(JsonParser in) throws IOException {
    String file = "";
    int line = 0;
    int column = 0;
    String text = "";
    String path = "";
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      switch (name) {
        case "file" -> file = in.getText();
        case "line" -> line = in.getIntValue();
        case "column" -> column = in.getIntValue();
        case "text" -> text = in.getText();
        case "path" -> path = in.getText();
        default -> in.skipChildren();
      }
    }
    return new SourceSpan(file, line, column, text, path);
  }

  private static List<Finding.Because> becauseOf(JsonParser in) throws IOException {
    List<Finding.Because> out = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      String rule = "";
      SourceSpan span = null;
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        in.nextToken();
        switch (name) {
          case "rule" -> rule = in.getText();
          case "span" -> span = span(in);
          default -> in.skipChildren();
        }
      }
      out.add(new Finding.Because(rule, span));
    }
    return out;
  }

  private static Map<String, String> details(JsonParser in) throws IOException {
    Map<String, String> out = new TreeMap<>();
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      out.put(name, in.nextTextValue());
    }
    return out;
  }

  /** What would mend it; null where nothing is known to. */
  private static ProposedChange change(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    List<String> commands = List.of();
    List<String> rollback = List.of();
    boolean proved = false;
    String remark = "";
    List<String> opens = List.of();
    List<String> closes = List.of();
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      switch (name) {
        case "commands" -> commands = texts(in);
        case "rollback" -> rollback = texts(in);
        case "proved" -> proved = in.getBooleanValue();
        case "remark" -> remark = in.getText();
        case "opens" -> opens = texts(in);
        case "closes" -> closes = texts(in);
        default -> in.skipChildren();
      }
    }
    return new ProposedChange(commands, rollback, proved, remark, opens, closes);
  }

  private static List<String> texts(JsonParser in) throws IOException {
    List<String> out = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      out.add(in.getText());
    }
    return out;
  }
}
