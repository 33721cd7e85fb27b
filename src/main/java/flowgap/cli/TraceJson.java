package flowgap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import flowgap.analysis.Evidence;
import flowgap.analysis.Trace;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A trace for programs. */
final class TraceJson {
  private TraceJson() {}

  static void write(List<Trace> traces, PrintStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    JsonGenerator json = new JsonFactory().createGenerator(writer);
    json.setPrettyPrinter(
        new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));
    json.writeStartArray();
    for (Trace t : traces) {
      json.writeStartObject();
      json.writeStringField("firewall", t.firewall());
      json.writeStringField("packet", t.packet());
      json.writeStringField("verdict", t.verdict().word());
      json.writeStringField("in_zone", t.summary().inZone());
      json.writeStringField("out_zone", t.summary().outZone());
      json.writeStringField("on_path", t.summary().onPath());
      json.writeStringField("as_seen", t.summary().asSeen());
      json.writeArrayFieldStart("steps");
      for (Trace.Step s : t.steps()) {
        step(json, s);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("decided_by");
      for (Evidence e : t.summary().decidedBy()) {
        evidence(json, e);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("undecided_because");
      for (var r : t.summary().undecidedBecause()) {
        json.writeString(r.text());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.flush();
    writer.write('\n');
    writer.flush();
  }

  private static void step(JsonGenerator json, Trace.Step s) throws IOException {
    json.writeStartObject();
    json.writeStringField("leg", s.leg());
    json.writeStringField("stage", s.stage());
    json.writeStringField("list", s.list());
    json.writeStringField("rule", s.rule());
    json.writeStringField("matched", s.matched());
    json.writeStringField("why", s.why());
    json.writeStringField("packet", s.packet());
    json.writeStringField("where", s.where());
    json.writeStringField("text", s.text());
    json.writeEndObject();
  }

  private static void evidence(JsonGenerator json, Evidence e) throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", e.rule());
    json.writeStringField("label", e.label());
    json.writeStringField("action", e.action());
    json.writeStringField("leg", e.leg());
    json.writeBooleanField("certain", e.certain());
    json.writeStringField("file", e.span().file());
    if (e.span().isImplicit()) {
      json.writeNullField("line");
    } else {
      json.writeNumberField("line", e.span().line());
    }
    json.writeStringField("text", e.span().text());
    json.writeEndObject();
  }
}
