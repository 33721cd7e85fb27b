package flowgap.report.page;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowResult;
import flowgap.report.ExportDay;
import flowgap.report.Scope;
import flowgap.source.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lists that grow with the number of firewalls: whole on a page, their first part on an index. */
public final class Listing {
  /** Names of a sentence on an index. */
  private static final int SOME = 30;

  /** Flows, and rows of tables, on an index. */
  private static final int LISTED = 1_000;

  private final AuditReport report;
  private final boolean index;

  Listing(AuditReport report, boolean index) {
    this.report = report;
    this.index = index;
  }

  /** All of a list; on an index, where each may be one of many firewalls, the first. */
  public <T> Few<T> some(List<T> all) {
    return Few.of(all, index ? SOME : Integer.MAX_VALUE);
  }

  /** The same for rows of tables. */
  public <T> Few<T> listed(List<T> all) {
    return Few.of(all, index ? LISTED : Integer.MAX_VALUE);
  }

  /** The inventory, what is missing first. */
  public Few<Scope.Row> exports() {
    return listed(Scope.of(report));
  }

  /** Days since an export; empty where it does not say when it was made. */
  public String age(FirewallAudit f) {
    return ExportDay.age(f, report.generated()).map(String::valueOf).orElse("");
  }

  /** An input file, and whose it is. */
  public record Input(FirewallAudit firewall, FirewallAudit.AuditedFile file) {}

  public Few<Input> inputs() {
    return listed(
        report.firewalls().stream()
            .flatMap(f -> f.files().stream().map(x -> new Input(f, x)))
            .toList());
  }

  /** What a firewall's lines could not be understood for, and where. */
  public record Trouble(FirewallAudit firewall, Problem problem) {}

  /** Problems of firewalls; on an index, the errors. */
  public Few<Trouble> troubles() {
    return listed(
        report.firewalls().stream()
            .flatMap(f -> f.problems().stream().map(p -> new Trouble(f, p)))
            .filter(t -> !index || t.problem().severity() == Problem.Severity.ERROR)
            .toList());
  }

  /** All flows in their order; of too many the gravest. */
  Few<FlowResult> gravest(List<FlowResult> all) {
    if (!index) {
      return new Few<>(all, 0);
    }
    List<FlowResult> out = all;
    if (all.size() > LISTED) {
      out = new ArrayList<>(all);
      out.sort(Comparator.comparingInt(f -> f.verdict().gravity()));
    }
    return Few.of(out, LISTED);
  }
}
