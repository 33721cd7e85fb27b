package flowgap.cli;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Evidence;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.FlowResult;
import flowgap.analysis.Verdict;
import flowgap.flow.Requirement;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an audit says on standard output: the headline, what does not pass, where the reports are.
 */
final class Summary {
  private static final int SHOWN = 20;
  private static final int QUOTED = 80;

  private Summary() {}

  static void write(AuditReport report, List<Path> written, PrintStream out) {
    long failed = report.firewalls().stream().filter(FirewallAudit::failed).count();
    int rules = report.firewalls().stream().mapToInt(FirewallAudit::rules).sum();
    out.println(
        count(report.firewalls().size() - failed, "firewall")
            + ", "
            + count(rules, "rule")
            + (failed == 0 ? "" : "; " + count(failed, "input") + " could not be read"));
    report.scope().ifPresent(out::println);
    report.headers().forEach(out::println);
    flows(report, out);
    findings(report, out);
    out.println();
    written.forEach(p -> out.println(p.toString().replace('\\', '/')));
    out.flush();
  }

  private static String count(long n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private static void flows(AuditReport report, PrintStream out) {
    if (report.flows().isEmpty()) {
      out.println("no flows given: what needs flows is not assessed");
      return;
    }
    Map<Requirement, Map<Verdict, Integer>> counts = new EnumMap<>(Requirement.class);
    for (FlowResult f : report.flows()) {
      counts
          .computeIfAbsent(f.flow().requirement(), r -> new EnumMap<>(Verdict.class))
          .merge(f.verdict(), 1, Integer::sum);
    }
    counts.forEach(
        (requirement, verdicts) -> {
          List<String> parts = new ArrayList<>();
          verdicts.forEach((v, n) -> parts.add(n + " " + v.word()));
          int all = verdicts.values().stream().mapToInt(Integer::intValue).sum();
          out.println(
              "%d %s flow%s: %s"
                  .formatted(
                      all, requirement.word(), all == 1 ? "" : "s", String.join(", ", parts)));
        });
    List<FlowResult> rows = report.flows().stream().filter(Summary::isShown).toList();
    if (!rows.isEmpty()) {
      out.println();
      out.print(
          TextTable.of(
              List.of("flow", "needed", "verdict", "firewall", "decided by"),
              rows.stream().limit(SHOWN).map(Summary::row).toList()));
      if (rows.size() > SHOWN) {
        out.println("  … and " + (rows.size() - SHOWN) + " more in the report");
      }
    }
  }

  private static boolean isShown(FlowResult f) {
    return f.flow().requirement() == Requirement.FORBIDDEN
        ? f.verdict() == Verdict.UNBOUND
            || f.prohibition().filter(p -> p != FlowResult.Prohibition.KEPT).isPresent()
        : f.verdict() != Verdict.PERMITTED && f.verdict() != Verdict.NOT_APPLICABLE;
  }

  private static Map<String, String> row(FlowResult f) {
    Map<String, String> row = new LinkedHashMap<>();
    String name = f.flow().name().isEmpty() ? "" : " " + f.flow().name();
    row.put("flow", f.flow().id() + name);
    row.put("needed", f.flow().requirement().word());
    row.put("verdict", f.verdict().word());
    row.put("firewall", "");
    row.put("decided by", f.remarks().isEmpty() ? "" : f.remarks().get(0));
    for (FlowAtFirewall at : f.at()) {
      if (at.verdict() == f.verdict()) {
        row.put("firewall", at.firewall());
        row.put("decided by", decidedBy(f, at));
        break;
      }
    }
    return row;
  }

  private static String decidedBy(FlowResult f, FlowAtFirewall at) {
    if (f.verdict() == Verdict.UNDECIDED && !at.undecidedBecause().isEmpty()) {
      return at.undecidedBecause().get(0).text();
    }
    String wanted = f.flow().requirement() == Requirement.FORBIDDEN ? "permit" : "deny";
    for (Evidence e : at.decidedBy()) {
      if (e.action().equals(wanted)) {
        String text = TextTable.plain(e.span().text().strip());
        String brief = text.length() <= QUOTED ? text : text.substring(0, QUOTED - 1) + "…";
        String provided = at.providedInShort();
        return (provided.isEmpty() ? "" : provided + ": ")
            + e.rule()
            + " ("
            + e.span().where()
            + ") "
            + brief;
      }
    }
    return "";
  }

  private static void findings(AuditReport report, PrintStream out) {
    Map<String, Integer> counts = new TreeMap<>();
    report
        .marks()
        .filter(f -> !f.type().isAboutFlow())
        .forEach(f -> counts.merge(f.type().word(), 1, Integer::sum));
    if (!counts.isEmpty()) {
      List<String> parts = new ArrayList<>();
      counts.forEach((type, n) -> parts.add(n + " " + type));
      out.println();
      out.println("findings about rules: " + String.join(", ", parts));
    }
  }
}
