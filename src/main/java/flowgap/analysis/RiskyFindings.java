package flowgap.analysis;

import flowgap.flow.Flow;
import flowgap.packet.PacketSet;
import flowgap.policy.Firewall;
import flowgap.policy.Rule;
import flowgap.policy.RuleList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Permit rules that open insecure or administrative services to many: to any source (high), to
 * public sources or more than a /24 (medium).
 */
final class RiskyFindings {
  private RiskyFindings() {}

  /**
   * @param flows the flows of the audit; those of profiles say which of the services they need
   */
  static Optional<Finding> of(
      Firewall firewall, RuleList list, Rule rule, List<Flow> flows, FindingIds ids) {
    PacketSet packets = Opening.of(rule).and(list.arriving());
    if (Width.of(packets.sources()) == Width.NARROW) {
      return Optional.empty();
    }
    List<RiskyService> open = new ArrayList<>();
    Width widest = Width.NARROW;
    PacketSet exposed = PacketSet.NONE;
    for (RiskyService s : RiskyService.ALL) {
      PacketSet part = packets.and(s.packets());
      Width width = part.isEmpty() ? Width.NARROW : Width.of(part.sources());
      if (width != Width.NARROW) {
        open.add(s);
        exposed = exposed.isEmpty() ? part : exposed;
        widest = width.compareTo(widest) > 0 ? width : widest;
      }
    }
    if (open.isEmpty()) {
      return Optional.empty();
    }
    String to =
        switch (widest) {
          case ANY -> "any source";
          case PUBLIC -> "public sources";
          case WIDE, NARROW -> "a source wider than /24 (IPv6: /64)";
        };
    List<String> needing = new ArrayList<>();
    List<String> needed = new ArrayList<>();
    for (Flow f : flows) {
      PacketSet service = f.service().packets();
      if (!f.profile().isEmpty()
          && f.requirement().needsRules()
          && open.stream().anyMatch(s -> s.packets().and(packets).intersects(service))) {
        needing.add(f.id());
        needed.add(f.profile() + " " + f.id() + " (" + f.service().text() + ")");
      }
    }
    Optional<String> doubt = RuleDoubts.about(rule, exposed);
    AboutRule about =
        new AboutRule(firewall, list, rule, FindingType.RISKY_SERVICE)
            .severity(widest == Width.ANY ? Severity.HIGH : Severity.MEDIUM)
            .says(
                "opens "
                    + names(open)
                    + " to "
                    + to
                    + (needed.isEmpty() ? "" : "; needed by " + few(needed))
                    + doubt.map(d -> "; whether it does is uncertain: " + d).orElse(""))
            .flows(needing)
            .example(exposed.example().map(Object::toString).orElse(""))
            .detail("services", String.join("; ", open.stream().map(RiskyFindings::row).toList()))
            .detail("source width", to)
            .detail("references", references(list, open, widest));
    if (!needed.isEmpty()) {
      about.detail("needed by", String.join("; ", needed));
    }
    return Optional.of(about.finding(ids));
  }

  private static String row(RiskyService s) {
    return s.name() + " " + s.ports() + " (" + s.kind() + ": " + s.why() + ")";
  }

  private static String names(List<RiskyService> open) {
    List<String> names = open.stream().map(s -> s.name() + " (" + s.ports() + ")").toList();
    return few(names);
  }

  private static String few(List<String> names) {
    return names.size() <= 4
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 4)) + " and " + (names.size() - 4) + " more";
  }

  /**
   * PCI DSS 4.0, where the rule guards cardholder data: 1.2.5 every allowed service is identified,
   * approved and has a business need; 1.2.6 insecure ones have security features; 1.3.1 inbound
   * traffic is restricted to what is necessary; 1.4.2 that from untrusted networks besides. NIST SP
   * 800-41 Rev. 1: rule sets are as specific as possible. CIS AWS Foundations Benchmark: no group
   * lets any address in to ports of remote administration, ranges that hold one included.
   */
  private static String references(RuleList list, List<RiskyService> open, Width widest) {
    List<String> out = new ArrayList<>();
    out.add("PCI DSS 4.0 1.2.5");
    if (open.stream().anyMatch(RiskyService::isInsecure)) {
      out.add("PCI DSS 4.0 1.2.6");
    }
    out.add("PCI DSS 4.0 1.3.1");
    if (widest == Width.ANY || widest == Width.PUBLIC) {
      out.add("PCI DSS 4.0 1.4.2");
    }
    String all = String.join(", ", out) + " (where cardholder data is in scope)";
    boolean remote = open.stream().anyMatch(s -> s.name().equals("ssh") || s.name().equals("rdp"));
    boolean group = list.own().map(o -> o.end() == RuleList.Own.End.DESTINATION).orElse(false);
    return all
        + "; NIST SP 800-41 Rev. 1"
        + (group && remote && widest == Width.ANY
            ? "; CIS AWS Foundations Benchmark (remote administration from anywhere)"
            : "");
  }
}
