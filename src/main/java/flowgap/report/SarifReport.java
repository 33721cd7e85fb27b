package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.Severity;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Writes {@code report.sarif} (SARIF 2.1.0): findings at the lines of the configurations. */
final class SarifReport {
  private final AuditReport report;
  private final JsonOut json;

  private SarifReport(AuditReport report, JsonOut json) {
    this.report = report;
    this.json = json;
  }

  static void write(AuditReport report, OutputStream out) throws IOException {
    try (JsonOut json = new JsonOut(out)) {
      SarifReport writer = new SarifReport(report, json);
      json.object(writer::root);
    }
  }

  private void root() throws IOException {
    json.text("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.text("version", "2.1.0");
    json.objects("runs", List.of(report), r -> run());
  }

  private void run() throws IOException {
    json.object(
        "tool",
        () ->
            json.object(
                "driver",
                () -> {
                  json.text("name", "flowgap");
                  json.text("version", report.version());
                  json.lines("rules", List.of(FindingType.values()), this::rule);
                }));
    json.text("columnKind", "unicodeCodePoints");
    json.objects("invocations", List.of(report), r -> invocation());
    json.lines("results", report.findings(), this::result);
    if (!report.headers().isEmpty()) {
      json.object("properties", () -> json.texts("headers", report.headers()));
    }
  }

  private void rule(FindingType type) throws IOException {
    json.text("id", type.word());
    FindingGuide guide = FindingGuide.of(type);
    json.object("shortDescription", () -> json.text("text", guide.summary()));
    json.object("fullDescription", () -> json.text("text", guide.meaning()));
    json.object(
        "help",
        () ->
            json.text(
                "text",
                "Example: "
                    + guide.example()
                    + "\nNot one: "
                    + guide.counterExample()
                    + "\nMore in "
                    + guide.documentation()));
  }

  private void invocation() throws IOException {
    json.truth("executionSuccessful", report.firewalls().stream().noneMatch(FirewallAudit::failed));
    List<Problem> problems = new ArrayList<>(report.problems());
    report.firewalls().forEach(f -> problems.addAll(f.problems()));
    problems.removeIf(p -> p.severity() == Problem.Severity.INFO);
    json.objects(
        "toolExecutionNotifications",
        problems,
        p -> {
          json.text("level", p.severity() == Problem.Severity.ERROR ? "error" : "warning");
          json.object("message", () -> json.text("text", p.message()));
          locations(p.span());
        });
  }

  private void result(Finding f) throws IOException {
    json.text("ruleId", f.type().word());
    json.number("ruleIndex", f.type().ordinal());
    json.text("level", level(f.severity()));
    json.object(
        "message", () -> json.text("text", f.message().isEmpty() ? f.type().word() : f.message()));
    locations(f.span());
    if (!f.becauseOf().isEmpty()) {
      json.objects(
          "relatedLocations",
          f.becauseOf(),
          b -> {
            location(b.span());
            json.object("message", () -> json.text("text", "because of " + b.rule()));
          });
    }
    json.object("partialFingerprints", () -> json.text("flowgapFindingId/v1", f.id()));
    if (Counts.isAccepted(report, f)) {
      AuditReport.Accepted a = report.accepted().get(f.id());
      json.objects(
          "suppressions",
          List.of(a),
          s -> {
            json.text("kind", "external");
            json.text("status", "accepted");
            json.text("justification", s.reason() + " (owner " + s.owner() + ")");
          });
    }
    json.object(
        "properties",
        () -> {
          json.text("firewall", f.firewall());
          json.text("rule", f.rule());
          json.text("severity", f.severity().word());
          json.texts("flows", f.flows());
          json.text("example", f.example());
        });
  }

  private static String level(Severity s) {
    return switch (s) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, INFO -> "note";
    };
  }

  private void locations(SourceSpan span) throws IOException {
    if (!span.file().isEmpty()) {
      json.objects("locations", List.of(span), this::location);
    }
  }

  private void location(SourceSpan span) throws IOException {
    json.object(
        "physicalLocation",
        () -> {
          json.object("artifactLocation", () -> json.text("uri", uri(span.file())));
          if (!span.isImplicit()) {
            json.object(
                "region",
                () -> {
                  json.number("startLine", span.line());
                  if (span.column() > 0) {
                    json.number("startColumn", span.column());
                  }
                  json.object("snippet", () -> json.text("text", span.text()));
                });
          }
        });
    if (!span.path().isEmpty()) {
      json.objects(
          "logicalLocations", List.of(span), s -> json.text("fullyQualifiedName", s.path()));
    }
  }

  /** A file name as a relative reference; what a reference cannot hold is written in per cents. */
  private static String uri(String file) {
    try {
      String plain = Plain.paired(file);
      // a colon in the first part would be read as a scheme
      String path = plain.startsWith("/") ? plain : "./" + plain;
      String text = new URI(null, null, path, null).toASCIIString();
      return text.startsWith("./") && text.indexOf(':') < 0 ? text.substring(2) : text;
    } catch (URISyntaxException e) {
      return "unnamed";
    }
  }
}
