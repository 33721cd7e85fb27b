package flowgap.report.workbook;

import flowgap.analysis.AuditReport;
import flowgap.analysis.FindingIds;
import flowgap.analysis.FindingMark;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.RuleRow;
import flowgap.policy.Rule;
import flowgap.report.Headline;
import flowgap.report.Plain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an earlier workbook holds.
 *
 * @param filled what readers filled in
 * @param gaps ids of its findings about blocked, partial and forbidden flows
 * @param proposed what its changes proposed
 * @param made when it was made, ISO 8601; empty where it does not say
 */
public record Previous(Filled filled, Set<String> gaps, List<Proposed> proposed, String made) {
  /**
   * A change that it proposed.
   *
   * @param opens whether it opens a flow, so that it is to go after the migration
   */
  record Proposed(
      String finding,
      String firewall,
      boolean opens,
      List<String> commands,
      List<String> rollback) {}

  /** How names begin that flowgap gives to the rules that it proposes. */
  private static final String OWN = "flowgap-";

  private static final Set<FindingType> GAPS =
      Set.of(FindingType.BLOCKED_FLOW, FindingType.PARTIAL_FLOW, FindingType.FORBIDDEN_FLOW);

  public Previous {
    gaps = Collections.unmodifiableSet(new TreeSet<>(gaps));
    proposed = List.copyOf(proposed);
  }

  /**
   * What changed since, in sentences: {@code 5 of 7 gaps closed, 0 new …}.
   *
   * @param left what {@link #temporary} gives
   */
  public List<String> changes(AuditReport report, List<AuditReport.Temporary> left) {
    Set<String> open = new HashSet<>();
    Set<String> fresh = new HashSet<>();
    report
        .flowMarks()
        .filter(f -> GAPS.contains(f.type()) || f.type() == FindingType.UNDECIDED_FLOW)
        .forEach(
            f -> {
              Set<String> before = before(f);
              open.addAll(before);
              if (GAPS.contains(f.type()) && before.stream().noneMatch(gaps::contains)) {
                fresh.add(f.id());
              }
            });
    long closed = gaps.stream().filter(id -> !open.contains(id)).count();
    List<String> out = new ArrayList<>();
    out.add(
        closed
            + " of "
            + gaps.size()
            + (gaps.size() == 1 ? " gap" : " gaps")
            + " closed, "
            + fresh.size()
            + " new, "
            + left.size()
            + (left.size() == 1 ? " temporary rule" : " temporary rules")
            + (left.isEmpty()
                ? " there."
                : " still there: "
                    + Headline.names(left.stream().map(t -> t.firewall() + " " + t.rule()).toList())
                    + "."));
    List<String> lost = lost(report, left);
    if (!lost.isEmpty()) {
      out.add(
          lost.size()
              + (lost.size() == 1 ? " row that was" : " rows that were")
              + " filled in has no finding any more; the earlier workbook keeps it: "
              + Headline.names(lost)
              + ".");
    }
    return out;
  }

  /**
   * Ids that a gap may have had: what was blocked and passes in part now, or perhaps, is the same
   * gap of the same flow at the same firewall, and not closed.
   */
  private static Set<String> before(FindingMark gap) {
    for (String direction : List.of("", "forward", "reverse")) {
      if (id(gap.type(), gap, direction).equals(gap.id())) {
        return GAPS.stream().map(t -> id(t, gap, direction)).collect(Collectors.toSet());
      }
    }
    return Set.of(gap.id());
  }

  private static String id(FindingType type, FindingMark gap, String direction) {
    return new FindingIds().next(type, gap.firewall(), direction, "", gap.flow());
  }

  /** Rules that flowgap proposed for the migration, and that are still there. */
  public List<AuditReport.Temporary> temporary(AuditReport report) {
    Map<String, List<Proposed>> byFirewall = new HashMap<>();
    proposed.forEach(p -> byFirewall.computeIfAbsent(p.firewall(), k -> new ArrayList<>()).add(p));
    List<AuditReport.Temporary> out = new ArrayList<>();
    for (FirewallAudit f : report.firewalls()) {
      Map<String, Proposed> byWords = new HashMap<>();
      for (Proposed p : byFirewall.getOrDefault(Plain.text(f.name()), List.of())) {
        p.commands().forEach(c -> byWords.putIfAbsent(words(c), p));
      }
      for (RuleRow r : f.allRules()) {
        Optional<String> name = ownName(r);
        Proposed known = byWords.get(words(r.span().text()));
        if (known == null && name.isPresent()) {
          known = naming(byWords, name.get());
        }
        if (known == null ? name.isPresent() : known.opens()) {
          out.add(temporary(f, r, Optional.ofNullable(known)));
        }
      }
    }
    return out;
  }

  private static AuditReport.Temporary temporary(
      FirewallAudit f, RuleRow r, Optional<Proposed> known) {
    return new AuditReport.Temporary(
        f.name(),
        r.rule(),
        r.span(),
        known.map(Proposed::finding).orElse(""),
        known.map(Proposed::commands).orElse(List.of()),
        known.map(Proposed::rollback).orElse(List.of()));
  }

  /** The name, comment or schedule that flowgap gave a rule. */
  private static Optional<String> ownName(RuleRow r) {
    return Stream.of(r.label(), r.comment(), r.shown().getOrDefault(Rule.Column.SCHEDULE, ""))
        .filter(n -> n.startsWith(OWN))
        .map(n -> n.split("\\s", 2)[0])
        .findFirst();
  }

  /** The change whose commands give a rule this name. */
  private static Proposed naming(Map<String, Proposed> byWords, String name) {
    Pattern whole = Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])");
    return byWords.entrySet().stream()
        .filter(e -> whole.matcher(e.getKey()).find())
        .map(Map.Entry::getValue)
        .min(Comparator.comparing(Proposed::finding))
        .orElse(null);
  }

  /** A command without the place in its list ({@code line 3} of the ASA), in single blanks. */
  static String words(String command) {
    return command
        .strip()
        .replaceAll("\\s+", " ")
        .replaceFirst("^(access-list \\S+) line \\d+ ", "$1 ");
  }

  private List<String> lost(AuditReport report, List<AuditReport.Temporary> left) {
    Set<String> now = new HashSet<>();
    report.marks().forEach(f -> now.add(f.id()));
    left.forEach(t -> now.add(t.finding()));
    Set<String> lost = new TreeSet<>();
    for (String key : filled.cells().keySet()) {
      String id = key.substring(key.indexOf('/') + 1);
      if (!key.startsWith("prerequisite/") && !now.contains(id)) {
        lost.add(id);
      }
    }
    return List.copyOf(lost);
  }
}
