package flowgap.report;

import flowgap.analysis.AuditReport;
import flowgap.analysis.Evidence;
import flowgap.analysis.Finding;
import flowgap.analysis.FindingType;
import flowgap.analysis.FirewallAudit;
import flowgap.analysis.FlowAtFirewall;
import flowgap.analysis.FlowResult;
import flowgap.analysis.NearRule;
import flowgap.analysis.Reason;
import flowgap.analysis.RuleRow;
import flowgap.analysis.Severity;
import flowgap.analysis.Verdict;
import flowgap.flow.Requirement;
import flowgap.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An audit whose every name was chosen by somebody who means harm. */
public final class HostileReport {
  public static final List<String> NAMES =
      List.of(
          "<script>alert('flowgap')</script>",
          "\"><img src=x onerror=alert(1)>",
          "=cmd|' /C calc'!A0",
          "@SUM(1+1)*cmd|' /C calc'!A0",
          "+1+cmd|' /C calc'!A0",
          "-2+3+cmd|' /C calc'!A0",
          "\t=HYPERLINK(\"http://192.0.2.1\",\"x\")",
          "bell\u0007nul\u0000escape\u001B[31mred",
          "invoice\u202Egpj.exe\u2028next\u200Bzero",
          "quote\",comma;semi\r\nnewline,\"",
          "]]><!-- </style></script> --> {{7*7}} ${7*7} | pipe `tick` [link](javascript:alert(1))",
          "javascript:alert(1)",
          "x".repeat(10_000),
          "\uD83D\uDE00 lone \uD83D end",
          "../../etc/passwd");

  private HostileReport() {}

  public static AuditReport whole() {
    List<FirewallAudit> firewalls = new ArrayList<>();
    List<FlowResult> flows = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      SourceSpan span = SourceSpan.of(name, i + 1, name).at(name);
      Finding about =
          new Finding(
              String.format("%012x", i),
              FindingType.BLOCKED_FLOW,
              Severity.HIGH,
              name,
              name,
              span,
              name,
              List.of(name),
              List.of(new Finding.Because(name, span)),
              name,
              java.util.Map.of(name, name),
              Optional.empty());
      findings.add(about);
      RuleRow rule =
          new RuleRow(
              name,
              name,
              name,
              "permit",
              "active",
              java.util.Map.of("source", name),
              List.of(name),
              java.util.OptionalLong.empty(),
              false,
              name,
              50,
              List.of(name),
              name,
              span);
      Finding ruleFinding =
          new Finding(
              String.format("%012x", 100 + i),
              FindingType.SHADOWED,
              Severity.LOW,
              name,
              name,
              span,
              name,
              List.of(),
              List.of(),
              name,
              java.util.Map.of(),
              Optional.empty());
      firewalls.add(
          SampleReport.firewall(name, "iptables", false, List.of(rule), List.of(ruleFinding)));
      FlowAtFirewall at =
          new FlowAtFirewall(
              name,
              name,
              Verdict.PARTIAL,
              "forward",
              name,
              name,
              "assumed",
              name,
              List.of(name),
              List.of(name),
              List.of(name),
              List.of(name),
              List.of(new Evidence(name, name, "deny", "opening", span, name, true)),
              3,
              List.of(new NearRule(name, name, List.of(name), span)),
              List.of(new Reason(name, name, name)),
              List.of(name),
              name);
      flows.add(SampleReport.flow(name, name, name, Requirement.REQUIRED, Verdict.PARTIAL, at));
    }
    return SampleReport.report(firewalls, flows, findings);
  }
}
