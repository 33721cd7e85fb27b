package flowgap.report.workbook;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Finding;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Verdict;
import flowgap.source.SourceSpan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the sheets are filled from: the report, by the ways in which sheets look things up. */
final class Content {
  final AuditReport report;
  final Book book;
  final Filled filled;
  final String footer;
  private final Map<String, FlowResult> flows = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> findings = new HashMap<>();

  Content(AuditReport report, Book book, Filled filled) {
    this.report = report;
    this.book = book;
    this.filled = filled;
    this.footer = "flowgap " + report.version() + ", " + report.generated();
    report.flows().forEach(f -> flows.put(f.flow().id(), f));
    report
        .flowMarks()
        .forEach(
            f ->
                findings
                    .computeIfAbsent(f.flow(), k -> new LinkedHashMap<>())
                    .putIfAbsent(f.firewall(), f.id()));
  }

  Optional<FlowResult> flow(String id) {
    return Optional.ofNullable(flows.get(id));
  }

  /** The flow that a finding is about. */
  Optional<FlowResult> flow(Finding finding) {
    return finding.flows().isEmpty() ? Optional.empty() : flow(finding.flows().get(0));
  }

  /** What the finding's firewall does with the finding's flow: the graver direction. */
  Optional<FlowAtFirewall> at(Finding finding) {
    return flow(finding).stream()
        .flatMap(f -> f.at(finding.firewall()).stream())
        .min(Comparator.comparingInt(a -> gravity(a.verdict())));
  }

  /** Id of the finding about a flow at a firewall; of the first about the flow without one. */
  Optional<String> finding(String flow, String firewall) {
    Map<String, String> all = findings.getOrDefault(flow, Map.of());
    return firewall.isEmpty() && !all.containsKey(firewall)
        ? all.values().stream().findFirst()
        : Optional.ofNullable(all.get(firewall));
  }

  static int gravity(Verdict v) {
    return switch (v) {
      case BLOCKED -> 0;
      case PARTIAL -> 1;
      case UNDECIDED -> 2;
      case UNBOUND -> 3;
      case PERMITTED -> 4;
      case NOT_APPLICABLE -> 5;
      case NOT_ON_PATH -> 6;
    };
  }

  static String lines(Collection<String> texts) {
    return String.join("\n", texts);
  }

  /** The line number; null where no line says it. */
  static Integer line(SourceSpan span) {
    return span.isImplicit() ? null : Integer.valueOf(span.line());
  }

  /** A date where the text is one (of a time, its day in UTC), else the text itself. */
  static Object date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      try {
        return OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
      } catch (DateTimeParseException f) {
        try {
          return Instant.parse(text).atOffset(ZoneOffset.UTC).toLocalDate();
        } catch (DateTimeParseException g) {
          return text;
        }
      }
    }
  }
}
