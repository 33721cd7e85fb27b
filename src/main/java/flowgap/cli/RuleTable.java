package flowgap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import flowgap.analysis.RuleRow;
import flowgap.policy.Firewall;
import flowgap.policy.Rule.Column;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes rules of firewalls, one after the other. */
final class RuleTable {
  /** The forms, named as on the command line. */
  enum Format {
    table,
    csv,
    json
  }

  private static final List<String> SHOWN =
      List.of(
          Column.IN,
          Column.OUT,
          Column.SOURCE,
          Column.DESTINATION,
          Column.SERVICE,
          Column.APPLICATION,
          Column.SCHEDULE,
          Column.ORIGIN);

  private final Format format;
  private final Writer out;
  private JsonGenerator json;
  private CSVPrinter csv;

  RuleTable(Format format, PrintStream out) {
    this.format = format;
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }

  void begin() throws IOException {
    switch (format) {
      case table -> {}
      case csv -> {
        csv = new CSVPrinter(out, CSVFormat.RFC4180.builder().setRecordSeparator("\n").get());
        csv.printRecord(
            "firewall",
            "list",
            "rule",
            "label",
            "action",
            "status",
            "in",
            "out",
            "source",
            "destination",
            "service",
            "application",
            "schedule",
            "origin",
            "conditions",
            "hits",
            "comment",
            "file",
            "line",
            "text");
      }
      case json -> {
        json = new JsonFactory().createGenerator(out);
        json.setPrettyPrinter(
            new DefaultPrettyPrinter()
                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                .withArrayIndenter(new DefaultIndenter("  ", "\n")));
        json.writeStartArray();
      }
    }
  }

  void firewall(Firewall firewall, List<RuleRow> rows) throws IOException {
    switch (format) {
      case table -> table(firewall, rows);
      case csv -> {
        for (RuleRow r : rows) {
          csv.printRecord((Object[]) cells(firewall, r));
        }
      }
      case json -> json(firewall, rows);
    }
  }

  void end() throws IOException {
    if (json != null) {
      json.writeEndArray();
      json.flush();
      out.write('\n');
    }
    out.flush();
  }

  private static String shown(RuleRow r, String column) {
    return r.shown().getOrDefault(column, "");
  }

  private static String[] cells(Firewall f, RuleRow r) {
    return new String[] {
      f.name(),
      r.list(),
      r.rule(),
      r.label(),
      r.action(),
      r.status(),
      shown(r, Column.IN),
      shown(r, Column.OUT),
      shown(r, Column.SOURCE),
      shown(r, Column.DESTINATION),
      shown(r, Column.SERVICE),
      shown(r, Column.APPLICATION),
      shown(r, Column.SCHEDULE),
      shown(r, Column.ORIGIN),
      String.join("; ", r.conditions()),
      r.hits().isPresent() ? Long.toString(r.hits().getAsLong()) : "",
      r.comment(),
      r.span().file(),
      r.span().isImplicit() ? "" : Integer.toString(r.span().line()),
      r.span().text()
    };
  }

  private void json(Firewall f, List<RuleRow> rows) throws IOException {
    json.writeStartObject();
    json.writeStringField("firewall", f.name());
    json.writeStringField("format", f.format());
    json.writeArrayFieldStart("rules");
    for (RuleRow r : rows) {
      json.writeStartObject();
      json.writeStringField("list", r.list());
      json.writeStringField("rule", r.rule());
      json.writeStringField("label", r.label());
      json.writeStringField("action", r.action());
      json.writeStringField("status", r.status());
      for (Map.Entry<String, String> e : r.shown().entrySet()) {
        if (!e.getKey().equals(Column.ACTION)) {
          json.writeStringField(e.getKey(), e.getValue());
        }
      }
      json.writeArrayFieldStart("conditions");
      for (String c : r.conditions()) {
        json.writeString(c);
      }
      json.writeEndArray();
      if (r.hits().isPresent()) {
        json.writeNumberField("hits", r.hits().getAsLong());
      }
      json.writeStringField("comment", r.comment());
      json.writeStringField("file", r.span().file());
      if (r.span().isImplicit()) {
        json.writeNullField("line");
      } else {
        json.writeNumberField("line", r.span().line());
      }
      json.writeStringField("text", r.span().text());
      if (!r.decides().isEmpty()) {
        json.writeStringField("decides", r.decides());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void table(Firewall f, List<RuleRow> rows) throws IOException {
    out.write(f.name() + " (" + f.format() + "), " + rows.size() + " rules\n");
    List<String> columns = new ArrayList<>(List.of("rule", "action"));
    for (String c : SHOWN) {
      if (rows.stream().anyMatch(r -> !shown(r, c).isEmpty())) {
        columns.add(c);
      }
    }
    columns.add("conditions");
    columns.add("where");
    List<Map<String, String>> lines = new ArrayList<>();
    for (RuleRow r : rows) {
      Map<String, String> line = new LinkedHashMap<>();
      columns.forEach(c -> line.put(c, shown(r, c)));
      line.put("rule", r.label().isEmpty() ? r.rule() : r.rule() + " " + r.label());
      line.put("action", r.action() + (r.status().equals("active") ? "" : " (" + r.status() + ")"));
      line.put("conditions", String.join("; ", r.conditions()));
      line.put("where", r.span().where());
      lines.add(line);
    }
    out.write(TextTable.of(columns, lines));
    out.write('\n');
    out.flush();
  }
}
