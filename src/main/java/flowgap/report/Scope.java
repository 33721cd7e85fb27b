package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FirewallAudit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which exports the report rests on, and how old they are. */
public final class Scope {
  /** Days from which on an export is called old. */
  private static final int OLD = 30;

  /**
   * An export that the inventory lists.
   *
   * @param exportedAt when it says that it was made, as written there; empty where it does not
   * @param age days, where it says so
   */
  public record Row(AuditReport.Listed listed, String exportedAt, Optional<Long> age) {}

  private Scope() {}

  /** The inventory: what is missing first, then what could not be read. */
  public static List<Row> of(AuditReport report) {
    Map<String, FirewallAudit> byName = new HashMap<>();
    report.firewalls().forEach(f -> byName.put(f.name(), f));
    return report.inventory().stream()
        .map(l -> row(l, byName, report.generated()))
        .sorted(Comparator.comparing((Row r) -> r.listed().state()).reversed())
        .toList();
  }

  private static Row row(
      AuditReport.Listed listed, Map<String, FirewallAudit> firewalls, String generated) {
    Optional<FirewallAudit> dated =
        listed.firewalls().stream()
            .map(firewalls::get)
            .filter(f -> f != null && f.exportedAt().isPresent())
            .findFirst();
    return new Row(
        listed,
        dated.flatMap(FirewallAudit::exportedAt).orElse(""),
        dated.flatMap(f -> ExportDay.age(f, generated)));
  }

  /** The inventory's words on a firewall: one for each of its exports. */
  public static List<AuditReport.Listed> of(AuditReport report, String firewall) {
    return report.inventory().stream().filter(l -> l.firewalls().contains(firewall)).toList();
  }

  /** How old the exports are, in one sentence; empty where there is no firewall. */
  public static Optional<String> ages(AuditReport report) {
    List<FirewallAudit> read = report.firewalls().stream().filter(f -> !f.failed()).toList();
    if (read.isEmpty()) {
      return Optional.empty();
    }
    List<FirewallAudit> dated =
        read.stream().filter(f -> ExportDay.age(f, report.generated()).isPresent()).toList();
    if (dated.isEmpty()) {
      return Optional.of(
          read.size() == 1
              ? "Age: the export does not say when it was made."
              : "Age: none of the " + read.size() + " exports says when it was made.");
    }
    FirewallAudit oldest =
        dated.stream()
            .min(
                Comparator.comparing((FirewallAudit f) -> -age(f, report))
                    .thenComparing(FirewallAudit::name))
            .orElseThrow();
    long old = dated.stream().filter(f -> age(f, report) > OLD).count();
    String first =
        age(oldest, report) < 0
            ? "dated " + days(-age(oldest, report)) + " after this report"
            : days(age(oldest, report)) + " old";
    return Optional.of(
        read.size() == 1
            ? "Age: the export is " + first + "."
            : String.format(
                Locale.ROOT,
                "Age: %,d of %,d exports say when they were made; the oldest, of %s, is %s%s.",
                dated.size(),
                read.size(),
                Plain.brief(oldest.name(), 60),
                first,
                old == 0
                    ? ""
                    : String.format(Locale.ROOT, "; %,d are older than %d days", old, OLD)));
  }

  private static long age(FirewallAudit f, AuditReport report) {
    return ExportDay.age(f, report.generated()).orElse(0L);
  }

  private static String days(long days) {
    return days == 1 ? "1 day" : String.format(Locale.ROOT, "%,d days", days);
  }
}
