package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Evidence;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Reason;
import flowgap.flow.Flow;
import flowgap.flow.Reading;
import flowgap.source.Coverage;
import flowgap.source.Problem;
import flowgap.source.SourceSpan;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Writes {@code report.json}; {@code report.schema.json} says what stands where. */
final class JsonReport {
  private final AuditReport report;
  private final JsonOut json;
  private final SameFindings same;
  private int position;

  private JsonReport(AuditReport report, JsonOut json) {
    this.report = report;
    this.json = json;
    this.same = SameFindings.of(report);
  }

  static void write(AuditReport report, OutputStream out) throws IOException {
    try (JsonOut json = new JsonOut(out)) {
      JsonReport writer = new JsonReport(report, json);
      json.object(writer::root);
    }
  }

  private void root() throws IOException {
    json.text("schema", "flowgap-report/1");
    json.object(
        "tool",
        () -> {
          json.text("name", "flowgap");
          json.text("version", report.version());
        });
    json.text("generated", report.generated());
    texts("options", report.options());
    json.texts("headers", report.headers());
    json.text("headline", Headline.of(report).text());
    if (report.scope().isPresent()) {
      json.text("scope", report.scope().get());
    } else {
      json.nothing("scope");
    }
    json.lines("inventory", Scope.of(report), this::listed);
    json.texts("changes_since_previous", report.changes());
    json.lines("temporary_rules", report.temporary(), this::temporary);
    json.lines("readiness", report.readiness(), this::readiness);
    json.lines("firewalls", report.firewalls(), this::firewall);
    json.lines("flows", report.flows(), this::flow);
    json.lines("undecided_by_reason", Undecided.of(report), this::undecided);
    json.lines("findings", report.findings(), this::finding);
    json.lines("prerequisites", report.prerequisites(), this::prerequisite);
    json.lines("problems", report.problems(), this::problem);
    json.texts("skipped", report.skipped());
    json.object("summary", this::summary);
  }

  private void texts(String name, Map<String, String> values) throws IOException {
    json.object(
        name,
        () -> {
          for (Map.Entry<String, String> e : values.entrySet()) {
            json.text(e.getKey(), e.getValue());
          }
        });
  }

  private void listed(Scope.Row row) throws IOException {
    AuditReport.Listed l = row.listed();
    json.text("path", l.path());
    json.text("name", l.name());
    json.text("group", l.group());
    json.text("owner", l.owner());
    json.text("zone_map", l.zoneMap());
    json.text("state", l.state());
    json.texts("firewalls", l.firewalls());
    json.text("exported_at", row.exportedAt());
    if (row.age().isPresent()) {
      json.number("age_days", row.age().get());
    } else {
      json.nothing("age_days");
    }
  }

  private void temporary(AuditReport.Temporary t) throws IOException {
    json.text("firewall", t.firewall());
    json.text("rule", t.rule());
    place(t.span());
    json.text("text", t.span().text());
    json.text("finding", t.finding());
    json.texts("tear_down", t.tearDown());
  }

  private void readiness(AuditReport.Readiness r) throws IOException {
    json.text("profile", r.profile());
    json.text("scenario", r.scenario());
    json.text("state", r.state());
    json.number("required", r.required());
    json.number("permitted", r.permitted());
    json.number("blocked", r.blocked());
    json.number("partial", r.partial());
    json.number("undecided", r.undecided());
    json.number("unbound", r.unbound());
    json.number("changes_needed", r.changesNeeded());
  }

  private void firewall(FirewallAudit f) throws IOException {
    json.text("name", f.name());
    json.text("format", f.format());
    json.objects(
        "files",
        f.files(),
        file -> {
          json.text("file", file.file());
          json.text("sha256", file.sha256());
          json.number("size", file.size());
        });
    json.text("status", f.failed() ? "failed" : "audited");
    json.number("rules", f.rules());
    if (f.exportedAt().isPresent()) {
      json.text("exported_at", f.exportedAt().get());
    } else {
      json.nothing("exported_at");
    }
    texts("facts", f.facts());
    json.texts("assumptions", f.assumptions());
    json.text("usage", f.usage());
    json.texts("same_policy_as", f.twins());
    Coverage c = f.coverage();
    json.object(
        "coverage",
        () -> {
          json.number("lines", c.lines());
          json.number("modelled", c.modelled());
          json.number("ignored", c.ignored());
          json.number("conditions", c.conditions());
          json.number("not_understood", c.notUnderstood());
        });
    json.lines("problems", f.problems(), this::problem);
    json.objects(
        "rules_decide",
        () -> f.allRules().stream().filter(r -> !r.decides().isEmpty()).iterator(),
        r -> {
          json.text("rule", r.rule());
          json.text("packet", r.decides());
        });
  }

  private void problem(Problem p) throws IOException {
    json.text("severity", p.severity().word());
    place(p.span());
    json.line("column", p.span().column());
    json.text("message", p.message());
    json.text("text", p.span().text());
  }

  /**
   * The keys {@code file} and {@code line}, and {@code path} where the vendor has a name for it.
   */
  private void place(SourceSpan span) throws IOException {
    json.text("file", span.file());
    json.line("line", span.line());
    if (!span.path().isEmpty()) {
      json.text("path", span.path());
    }
  }

  private void flow(FlowResult r) throws IOException {
    Flow f = r.flow();
    json.text("id", f.id());
    json.text("name", f.name());
    json.text("profile", f.profile());
    json.text("scenario", f.scenario());
    json.text("citation", f.citation());
    json.texts("readings", f.origin().readings().stream().map(Reading::id).toList());
    json.text("source", f.source().text());
    json.text("destination", f.destination().text());
    json.text("service", f.service().text());
    json.text("requirement", f.requirement().word());
    if (f.condition().isPresent()) {
      json.text("condition", f.condition().get().text());
    }
    json.text("verdict", r.verdict().word());
    json.texts("any_one_ports", r.anyOnePorts());
    json.texts("permitted_if", r.permittedIf());
    json.text("owner", f.remarks().owner());
    json.text("ticket", f.remarks().ticket());
    json.text("comment", f.remarks().comment());
    texts("columns", f.remarks().columns());
    json.texts("notes", f.remarks().notes());
    json.texts("remarks", r.remarks());
    json.lines("at", r.at(), this::at);
  }

  private void undecided(Undecided u) throws IOException {
    json.text("kind", u.kind());
    json.text("summary", u.summary());
    json.text("settled_by", u.settledBy());
    json.texts("reasons", u.texts());
    json.texts("flows", u.flows());
    json.texts("firewalls", u.firewalls());
  }

  private void at(FlowAtFirewall a) throws IOException {
    json.text("firewall", a.firewall());
    json.text("verdict", a.verdict().word());
    json.text("direction", a.direction());
    json.text("in_zone", a.inZone());
    json.text("out_zone", a.outZone());
    json.text("on_path", a.onPath());
    json.text("as_seen", a.asSeen());
    json.texts("passes", a.passes());
    json.texts("may_pass", a.mayPass());
    json.texts("denied", a.denied());
    json.texts("left_out", a.leftOut());
    json.objects("decided_by", a.decidedBy(), this::evidence);
    json.number("decided_by_more", a.decidedByMore());
    json.objects(
        "nearest",
        a.nearest(),
        n -> {
          json.text("rule", n.rule());
          json.text("label", n.label());
          json.texts("failed", n.failed());
          place(n.span());
        });
    json.texts("undecided_because", a.undecidedBecause().stream().map(Reason::text).toList());
    json.objects(
        "reasons",
        a.undecidedBecause(),
        reason -> {
          json.text("kind", reason.kind());
          json.text("text", reason.text());
          json.text("settled_by", reason.settledBy());
        });
    json.texts("notes", a.notes());
    json.text("example", a.example());
  }

  private void evidence(Evidence e) throws IOException {
    json.text("rule", e.rule());
    json.text("label", e.label());
    json.text("action", e.action());
    json.text("leg", e.leg());
    place(e.span());
    json.text("text", e.span().text());
    json.text("part", e.part());
    json.truth("certain", e.certain());
  }

  private void finding(Finding f) throws IOException {
    json.text("id", f.id());
    json.text("type", f.type().word());
    json.text("severity", f.severity().word());
    json.text("firewall", f.firewall());
    json.text("rule", f.rule());
    place(f.span());
    json.text("text", f.span().text());
    json.text("message", f.message());
    json.texts("flows", f.flows());
    if (same.isFirst(position)) {
      List<FindingMark> row = same.row(position);
      List<String> firewalls = same.firewalls(row);
      if (firewalls.size() > 1) {
        json.texts("firewalls", firewalls);
        json.texts("same_findings", row.stream().skip(1).map(FindingMark::id).toList());
      }
    }
    position++;
    json.objects(
        "because_of",
        f.becauseOf(),
        b -> {
          json.text("rule", b.rule());
          place(b.span());
          json.text("text", b.span().text());
        });
    json.text("example", f.example());
    texts("details", f.details());
    if (f.change().isPresent()) {
      json.object(
          "change",
          () -> {
            json.texts("commands", f.change().get().commands());
            json.texts("rollback", f.change().get().rollback());
            json.truth("proved", f.change().get().proved());
            json.text("remark", f.change().get().remark());
            json.texts("opens", f.change().get().opens());
            json.texts("closes", f.change().get().closes());
          });
    } else {
      json.nothing("change");
    }
    AuditReport.Accepted accepted = report.accepted().get(f.id());
    if (accepted != null) {
      json.object(
          "accepted",
          () -> {
            json.text("reason", accepted.reason());
            json.text("owner", accepted.owner());
            json.text("approved_by", accepted.approvedBy());
            json.text("expires", accepted.expires());
            json.truth("expired", accepted.expired());
          });
    }
  }

  private void prerequisite(AuditReport.Prerequisite p) throws IOException {
    json.text("profile", p.profile());
    json.text("id", p.id());
    json.text("requirement", p.requirement());
    json.text("citation", p.citation());
    json.text("evidence_requested", p.evidenceRequested());
  }

  private void summary() throws IOException {
    Counts counts = Counts.of(report);
    json.object("flows", () -> numbers(counts.required()));
    json.object(
        "by_requirement",
        () -> {
          for (Map.Entry<String, Map<String, Integer>> e : counts.byRequirement().entrySet()) {
            json.object(e.getKey(), () -> numbers(e.getValue()));
          }
        });
    json.object("findings", () -> numbers(counts.findings()));
    json.number("accepted", counts.accepted());
    json.object("firewalls", () -> numbers(counts.firewalls()));
  }

  private void numbers(Map<String, Integer> values) throws IOException {
    for (Map.Entry<String, Integer> e : values.entrySet()) {
      json.number(e.getKey(), e.getValue());
    }
  }
}
